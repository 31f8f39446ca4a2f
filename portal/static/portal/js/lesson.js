// While somebody works on a lesson: keeps their place and their answers. Says "saved" only when the
// server has said so.
import { keepAnswers } from "./answers.js";
import { watchPlace } from "./place.js";

const place = document.querySelector("[data-place]");
if (place) {
  watchPlace(place);
}
for (const form of document.querySelectorAll("form[data-saves], form[data-keeps]")) {
  keepAnswers(form);
}
