// Saves a page of questions while it is answered, and ties a slider to its number box. Says "saved"
// only when the server has said so.
import { isJson, later, post, renew, TRY_AGAIN_EVERY } from "./sending.js";

const AFTER = 1000;

function saveAsYouGo(form) {
  const line = form.querySelector("[data-saved]");
  let wanted = 0;
  let done = 0;
  let isBusy = false;

  const deliver = async () => {
    const answer = await post(location.pathname, new FormData(form));
    return isJson(answer) || !(await renew()) ? answer : post(location.pathname, new FormData(form));
  };

  const send = async () => {
    const turn = wanted;
    if (turn === done || isBusy) {
      return;
    }
    isBusy = true;
    try {
      const answer = await deliver();
      if (answer.ok && isJson(answer)) {
        done = turn;
        line.textContent = `${line.dataset.saved} ${(await answer.json()).saved_at}`;
      } else if (answer.status !== 400) {
        line.textContent = line.dataset.unsaved;
      }
    } catch {
      line.textContent = line.dataset.unsaved;
    } finally {
      isBusy = false;
    }
  };

  const soon = later(send, AFTER);
  form.addEventListener("input", () => {
    wanted += 1;
    soon();
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  setInterval(send, TRY_AGAIN_EVERY);
}

// The box is what is sent; the slider only moves it, and stands in the middle until it is touched.
function addSlider(box) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "cp-slider";
  for (const edge of ["min", "max"]) {
    slider[edge] = box.getAttribute(edge);
  }
  slider.step = "1";
  slider.setAttribute("aria-labelledby", document.querySelector(`label[for="${box.id}"]`).id);
  if (box.value !== "") {
    slider.value = box.value;
  }
  slider.addEventListener("input", () => {
    box.value = slider.value;
  });
  box.addEventListener("input", () => {
    slider.value = box.value;
  });
  box.before(slider);
}

for (const form of document.querySelectorAll("form[data-survey]")) {
  saveAsYouGo(form);
}
for (const box of document.querySelectorAll("input[data-slider]")) {
  const label = document.querySelector(`label[for="${box.id}"]`);
  label.id ||= `${box.id}-label`;
  addSlider(box);
}

// A QR code carries the code behind the #, which no server sees.
const code = document.querySelector("input[data-code]");
if (code && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
