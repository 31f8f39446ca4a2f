// What the scripts of a lesson share: sending something to the server, and waiting a little first.
export const TRY_AGAIN_EVERY = 5000;

const readerOn = (page) => page.querySelector("[data-reader]")?.dataset.reader;
export const reader = readerOn(document);

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function post(url, body) {
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    keepalive: true,
  });
  return answer;
}

export function later(work, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

// A session that ended and began again has a new token. Nobody else's session may send these words.
// A page that is there no more still says who reads it.
export async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const isSame = readerOn(page) === reader;
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!isSame || !fresh) {
    return false;
  }
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    field.value = fresh;
  }
  return true;
}

export const isJson = (answer) => (answer.headers.get("Content-Type") ?? "").includes("json");
