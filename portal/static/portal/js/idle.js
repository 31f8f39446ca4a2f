// Warns before a resting browser is signed out, lets its owner stay, and keeps a draft if nobody
// answers. The server keeps the clock and ends the session with or without this.
const dialog = document.querySelector("dialog[data-idle]");

const LOOK_EVERY = 15_000;
const SIGNS_OF_LIFE = ["keydown", "input", "pointerdown", "scroll"];

function seconds(name) {
  return Number(dialog.dataset[name]);
}

function send(url, body) {
  body.set("csrfmiddlewaretoken", dialog.querySelector("[name=csrfmiddlewaretoken]").value);
  return fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
}

function isChanged(control) {
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked !== control.defaultChecked;
  }
  if (control.type === "select-one" || control.type === "select-multiple") {
    return [...control.options].some((option) => option.selected !== option.defaultSelected);
  }
  return control.type !== "file" && (control.value ?? "") !== (control.defaultValue ?? "");
}

// The form that somebody has begun, unless it asks for a secret or asks not to be kept.
function begunForm() {
  return [...document.querySelectorAll("main form")].find(
    (form) =>
      form.method === "post" &&
      form.dataset.keep !== "no" &&
      !form.querySelector("input[type=password]") &&
      [...form.elements].some(isChanged),
  );
}

async function keepDraft() {
  const form = begunForm();
  const body = new FormData(form);
  for (const [name, value] of [...body]) {
    if (value instanceof File) {
      body.delete(name);
    }
  }
  body.set("_path", location.pathname + location.search);
  await send(dialog.dataset.keepUrl, body);
}

function watch() {
  let heardAt = Date.now();
  let livedAt = heardAt;

  const noteLife = () => {
    livedAt = Date.now();
  };

  const heard = (left) => {
    heardAt = Date.now() - (seconds("limit") - left) * 1000;
  };

  const leave = async () => {
    if (begunForm()) {
      await keepDraft();
    }
    location.assign(dialog.dataset.signInUrl);
  };

  const stay = async () => {
    const answer = await send(dialog.dataset.stayUrl, new FormData());
    const left = answer.ok && !answer.redirected ? (await answer.json()).seconds : 0;
    if (left <= 0) {
      await leave();
      return;
    }
    heard(left);
    dialog.close();
  };

  const warn = (left) => {
    if (dialog.open) {
      return;
    }
    const at = new Date(Date.now() + left * 1000);
    dialog.querySelector("[data-idle-at]").textContent = at.toLocaleTimeString("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
    });
    dialog.showModal();
  };

  const askServer = async () => {
    const answer = await fetch(dialog.dataset.statusUrl, { headers: { Accept: "application/json" } });
    const left = (await answer.json()).seconds;
    heard(left);
    if (left <= 0) {
      await leave();
    } else if (left <= seconds("warning")) {
      warn(left);
    } else if (dialog.open) {
      dialog.close();
    }
  };

  const look = async () => {
    const rested = (Date.now() - heardAt) / 1000;
    const isBusy = livedAt > heardAt && rested > seconds("limit") / 4;
    try {
      if (isBusy && !dialog.open) {
        await stay();
      } else if (rested >= seconds("limit") - seconds("warning")) {
        await askServer();
      }
    } catch {
      // Offline for the moment: look again at the next turn.
    }
  };

  for (const sign of SIGNS_OF_LIFE) {
    document.addEventListener(sign, noteLife, { passive: true, capture: true });
  }
  dialog.querySelector("form[data-idle-stay]").addEventListener("submit", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_EVERY);
}

if (dialog) {
  watch();
}
