// Forms that ask the browser for a passkey. They stay hidden where it knows none, and the page
// offers another way.
//   data-passkey="sign-in"   anybody's passkey for this site; the options come from the form's address
//   data-passkey="use"       a passkey of the person who is signing in
//   data-passkey="add"       a new one
const isSupported = Boolean(window.PublicKeyCredential && navigator.credentials);

function toBytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function toText(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function withBytes(options) {
  const key = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (key.user) {
    key.user = { ...key.user, id: toBytes(key.user.id) };
  }
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    key[list] = (key[list] ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
  }
  return { publicKey: key };
}

function asJson(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) {
      response[part] = toText(credential.response[part]);
    }
  }
  if (credential.response.getTransports) {
    response.transports = credential.response.getTransports();
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsFor(form) {
  if (form.dataset.passkey !== "sign-in") {
    const data = JSON.parse(document.getElementById("passkey-options").textContent);
    return data.creation_options ?? data.request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`No options: ${answer.status}`);
  }
  return (await answer.json()).request_options;
}

async function ask(form) {
  const options = withBytes(await optionsFor(form));
  const isNew = form.dataset.passkey === "add";
  return isNew ? navigator.credentials.create(options) : navigator.credentials.get(options);
}

async function submitWithPasskey(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(asJson(await ask(form)));
  } catch {
    // Turned away, timed out or unknown here: the browser does not say which.
    problem.hidden = false;
    return;
  }
  form.submit();
}

if (isSupported) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submitWithPasskey);
  }
  for (const note of document.querySelectorAll("[data-passkey-missing]")) {
    note.hidden = true;
  }
}
