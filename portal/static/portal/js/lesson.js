// Keeps the place in a lesson and the answers of a quiz while somebody works. Says "saved" only when
// the server has said so; without a connection answers (never reflections) stay in this tab.
const PLACE_AFTER = 1500;
const ANSWERS_AFTER = 1000;
const TRY_AGAIN_EVERY = 5000;
const MARGIN = 120;

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function post(url, body) {
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    keepalive: true,
  });
  return answer;
}

function later(work, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

function watchPlace(line) {
  const blocks = [...document.querySelectorAll("[data-block]")];
  const bar = line.closest("[role=region]");
  let wanted = "";
  let sent = "";

  const top = () => {
    const open = blocks.filter((block) => block.getBoundingClientRect().bottom > MARGIN);
    return open[0] ?? blocks.at(-1);
  };

  const send = async () => {
    const block = wanted;
    if (!block || block === sent) {
      return;
    }
    const body = new FormData();
    body.set("part", line.dataset.part);
    body.set("block", block);
    try {
      const answer = await post(line.dataset.place, body);
      if (!answer.ok || answer.redirected) {
        throw new Error("not saved");
      }
      sent = block;
      line.textContent = `${line.dataset.saved} ${(await answer.json()).saved_at}`;
    } catch {
      line.textContent = line.dataset.unsaved;
      setTimeout(send, TRY_AGAIN_EVERY);
    }
  };

  const soon = later(send, PLACE_AFTER);
  document.addEventListener(
    "scroll",
    () => {
      // Moving the focus to the bar may scroll the page: nobody has read on by that.
      if (!bar.contains(document.activeElement)) {
        wanted = top()?.dataset.block ?? "";
        soon();
      }
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => document.hidden && send());
}

function keepAnswers(form) {
  const line = form.querySelector("[data-saved]");
  const keepsInTab = "keeps" in form.dataset;
  const key = `answers:${form.getAttribute("action") || location.pathname}`;
  let wanted = 0;
  let done = 0;

  const values = () => new FormData(form);

  const remember = () => {
    if (keepsInTab) {
      const fields = [...values()].filter(([name]) => name !== "csrfmiddlewaretoken");
      sessionStorage.setItem(key, JSON.stringify(fields));
    }
  };

  const say = (words) => {
    if (line.textContent !== words) {
      line.textContent = words;
    }
  };

  const send = async () => {
    const turn = wanted;
    if (turn === done) {
      return;
    }
    try {
      const answer = await post(form.getAttribute("action") || location.href, values());
      const isSaved = answer.ok && (answer.headers.get("Content-Type") ?? "").includes("json");
      if (!isSaved) {
        say(line.dataset.signedOut);
        return;
      }
      const { saved_at: at } = await answer.json();
      done = turn;
      if (turn === wanted) {
        sessionStorage.removeItem(key);
        say(`${line.dataset.saved} ${at}`);
      }
    } catch {
      say(line.dataset.unsaved);
    }
  };

  const soon = later(send, ANSWERS_AFTER);
  const changed = () => {
    wanted += 1;
    remember();
    soon();
  };

  const bringBack = () => {
    const kept = keepsInTab && sessionStorage.getItem(key);
    if (!kept) {
      return;
    }
    const fields = JSON.parse(kept);
    for (const control of form.elements) {
      const given = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = given.includes(control.value);
      } else if (control.name && control.type !== "hidden" && given.length) {
        [control.value] = given;
      }
    }
    changed();
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  setInterval(send, TRY_AGAIN_EVERY);
  bringBack();
}

const place = document.querySelector("[data-place]");
if (place) {
  watchPlace(place);
}
for (const form of document.querySelectorAll("form[data-saves], form[data-keeps]")) {
  keepAnswers(form);
}
