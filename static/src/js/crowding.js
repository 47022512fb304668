/*
 * A crowded moment: find the number whose hash the server asks for (ALTCHA's SHA-256 format), then go on by itself.
 * Without it, or where the browser has no WebCrypto, the page says how long to wait and has a button.
 */
const AT_ONCE = 200;

export async function takeTurn() {
  const form = document.querySelector("form[data-turn]");
  if (!form || !globalThis.crypto?.subtle) return;
  document.querySelector("[data-turn-waits]").hidden = true;
  document.querySelector("[data-turn-works]").hidden = false;
  const { salt, challenge, most, signature } = form.dataset;
  const number = await search(salt, challenge, Number(most));
  if (number === undefined) return;
  form.elements.worked.value = btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number, salt, signature }));
  form.requestSubmit ? form.requestSubmit() : form.submit();
}

async function search(salt, challenge, most) {
  const text = new TextEncoder();
  for (let start = 0; start <= most; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, most - start + 1) }, (_, index) => start + index);
    const found = await Promise.all(numbers.map((number) => hash(text.encode(salt + number))));
    const place = found.indexOf(challenge);
    if (place >= 0) return numbers[place];
  }
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
