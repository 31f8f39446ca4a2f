// A form that may be sent without a signal: what it says is kept on this device and sent, once, when
// there is a connection again. The server is told how old it is, so that a later word still holds.
import { isJson, post, reader, renew, TRY_AGAIN_EVERY } from "./sending.js";

const KEY = "later";
const KEPT_FOR = 12 * 60 * 60 * 1000;
const REFUSED = [403, 404, 410];
const isBroken = (answer) => answer.status >= 500;
const forms = [...document.querySelectorAll("form[data-later]")];

function read() {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  return kept.filter((entry) => Date.now() - entry.at < KEPT_FOR);
}

function write(entries) {
  if (entries.length) {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } else {
    localStorage.removeItem(KEY);
  }
}

const mine = () => read().filter((entry) => entry.reader === reader);

function bodyOf(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) {
    body.append(name, value);
  }
  body.set("age", String(Math.max(0, Math.round((Date.now() - entry.at) / 1000))));
  return body;
}

// Only who is still signed in is refused for good: before that, it may be the session that ended.
async function deliver(entry) {
  const answer = await post(entry.url, bodyOf(entry));
  if (isJson(answer) || isBroken(answer) || !(await renew())) {
    return { answer };
  }
  const again = await post(entry.url, bodyOf(entry));
  return { answer: again, isRefused: REFUSED.includes(again.status) };
}

function say(words) {
  for (const form of forms) {
    form.querySelector("[role=status]").textContent = words(form.dataset);
  }
}

async function problemIn(answer) {
  const { problems } = await answer.json();
  return Object.values(problems).flat()[0];
}

// In the order in which it was said. What the server refuses is not tried for ever.
async function sendInTurn() {
  let problem;
  for (const entry of mine()) {
    const { answer, isRefused } = await deliver(entry);
    if (isBroken(answer)) {
      say((data) => data.later);
      return;
    }
    if (!isJson(answer) && !isRefused) {
      say((data) => data.signedOut);
      return;
    }
    write(read().filter((each) => each.id !== entry.id));
    if (isRefused) {
      problem = (data) => data.refused;
    } else if (!answer.ok) {
      const words = await problemIn(answer);
      problem = () => words;
    }
  }
  if (problem) {
    say(problem);
  } else if (forms.length) {
    location.reload();
  }
}

async function send() {
  if (!mine().length) {
    return;
  }
  try {
    // Two windows do not send the same.
    await navigator.locks.request(KEY, { ifAvailable: true }, (lock) => lock && sendInTurn());
  } catch {
    say((data) => data.later);
  }
}

function keep(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const url = form.getAttribute("action") || location.pathname;
  const entry = { id: crypto.randomUUID(), url, fields, at: Date.now(), reader };
  write([...read(), entry]);
}

// A tick that was sent and taken back since is news too, though it stands as on the page.
function touch(form, box) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "touched", value: box.value });
  form.append(field);
}

if (reader && "locks" in navigator) {
  for (const form of forms) {
    form.addEventListener("change", ({ target }) => {
      if (target.type === "checkbox") {
        touch(form, target);
      }
    });
    form.addEventListener("submit", (event) => {
      if (!event.submitter?.name) {
        event.preventDefault();
        keep(form);
        send();
      }
    });
  }
  window.addEventListener("online", send);
  setInterval(send, TRY_AGAIN_EVERY);
  send();
}
