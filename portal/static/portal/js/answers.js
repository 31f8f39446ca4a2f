// Keeps answers and private words while somebody works. Without a connection answers (never private
// words) stay in this tab.
import { isJson, later, post, renew, TRY_AGAIN_EVERY } from "./sending.js";

const ANSWERS_AFTER = 1000;

// Fields of one question share its name: q3, or q3-0, q3-1.
const questionOf = (name) => name.split("-")[0];

export function keepAnswers(form) {
  const line = form.querySelector("[data-saved]");
  const keepsInTab = "keeps" in form.dataset;
  const url = form.getAttribute("action") || location.pathname;
  const key = `answers:${url}`;
  const changedIn = new Map();
  let wanted = 0;
  let done = 0;
  let isBusy = false;

  const fieldsOf = (questions) =>
    [...new FormData(form)].filter(([name]) => questions.has(questionOf(name)));

  const whole = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

  // Only what was touched here: the rest may have been answered in another window.
  const values = () => {
    const body = new FormData();
    for (const [name, value] of keepsInTab ? fieldsOf(changedIn) : whole()) {
      body.append(name, value);
    }
    return body;
  };

  const remember = () => {
    const kept = { questions: [...changedIn.keys()], fields: fieldsOf(changedIn) };
    sessionStorage.setItem(key, JSON.stringify(kept));
  };

  const say = (words) => {
    if (line.textContent !== words) {
      line.textContent = words;
    }
  };

  const touch = (question) => {
    changedIn.set(question, wanted);
    form.elements[`${question}-was`].value = "changed";
  };

  const settle = (marks, turn) => {
    for (const [question, changed] of changedIn) {
      if (changed <= turn) {
        changedIn.delete(question);
        form.elements[`${question}-was`].value = marks[question];
      }
    }
  };

  // Words from another window come above the ones here, which may have grown since they were sent.
  const join = ({ stamp, before }) => {
    const { known, words } = form.elements;
    known.value = stamp;
    if (before) {
      words.setRangeText(words.value ? `${before}\n\n` : before, 0, 0, "preserve");
    }
  };

  const deliver = async () => {
    const answer = await post(url, values());
    if (isJson(answer) || !(await renew())) {
      return answer;
    }
    return post(url, values());
  };

  const refused = async (answer) => {
    if (!isJson(answer)) {
      return answer.status < 500 ? line.dataset.signedOut : line.dataset.unsaved;
    }
    const { problems = {} } = await answer.json();
    return Object.values(problems).flat()[0] ?? line.dataset.closed;
  };

  const send = async () => {
    const turn = wanted;
    if (turn === done || isBusy) {
      return;
    }
    isBusy = true;
    try {
      const answer = await deliver();
      if (!answer.ok || !isJson(answer)) {
        say(await refused(answer));
        return;
      }
      const said = await answer.json();
      done = turn;
      if (keepsInTab) {
        settle(said.marks, turn);
      } else {
        join(said);
      }
      if (turn === wanted) {
        sessionStorage.removeItem(key);
        say(`${line.dataset.saved} ${said.saved_at}`);
      }
    } catch {
      say(line.dataset.unsaved);
    } finally {
      isBusy = false;
    }
  };

  const soon = later(send, ANSWERS_AFTER);
  const changed = ({ target }) => {
    wanted += 1;
    if (keepsInTab) {
      touch(questionOf(target.name));
      remember();
    }
    soon();
  };

  const bringBack = () => {
    const kept = keepsInTab && sessionStorage.getItem(key);
    if (!kept) {
      return;
    }
    const { questions, fields } = JSON.parse(kept);
    wanted += 1;
    for (const control of form.elements) {
      if (control.type === "hidden" || !questions.includes(questionOf(control.name))) {
        continue;
      }
      const given = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = given.includes(control.value);
      } else {
        control.value = given[0] ?? "";
      }
    }
    questions.forEach(touch);
    soon();
  };

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      sessionStorage.removeItem(key);
    } else {
      event.preventDefault();
      say(line.dataset.unsaved);
    }
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  setInterval(send, TRY_AGAIN_EVERY);
  bringBack();
}
