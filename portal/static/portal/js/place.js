import { later, post, TRY_AGAIN_EVERY } from "./sending.js";

const PLACE_AFTER = 1500;
const MARGIN = 120;

export function watchPlace(line) {
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
