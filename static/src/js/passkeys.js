/*
 * A passkey is asked for on a press of the button, and its answer posted by the form around it.
 *
 * <form data-passkey="create|get" data-options="..."> with a hidden field "credential"; `data-options-at` names an
 * address to fetch the options from, so that a page merely looked at starts nothing. The server speaks base64url,
 * browsers want bytes. Without a script the button stays hidden and the sentence beside it says what to use instead.
 */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => (list ?? []).map((known) => ({ ...known, id: bytes(known.id) }));

const ASK = {
  create: ({ publicKey }) => ({
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
  }),
  get: ({ publicKey }) => ({
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: named(publicKey.allowCredentials),
  }),
};

export function offerPasskeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[data-passkey-ask]");
    for (const words of form.querySelectorAll("[data-without-script]")) words.hidden = true;
    button.hidden = false;
    button.addEventListener("click", () => ask(form, button));
  }
}

async function ask(form, button) {
  const said = form.querySelector("[data-passkey-said]");
  said.textContent = "";
  button.disabled = true;
  try {
    const options = ASK[form.dataset.passkey](await optionsOf(form));
    const answer = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
    form.elements.credential.value = JSON.stringify(written(answer));
    form.requestSubmit();
  } catch {
    said.textContent = said.dataset.passkeySaid; // cancelled, timed out, none on this device: nobody can tell which
  } finally {
    button.disabled = false;
  }
}

async function optionsOf(form) {
  const { options, optionsAt } = form.dataset;
  if (options) return JSON.parse(options);
  const answer = await fetch(optionsAt, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) parts[part] = text(response[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}
