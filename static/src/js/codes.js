/*
 * A return code is checked before it is sent: a slip of the pen is said at once, in the words of the
 * server, and the server is not asked. The same sum as incidents/references.py; a test holds them together.
 */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;
const LOOK_ALIKES = { O: "0", I: "1", L: "1" };

/* Powers of alpha over GF(32), x^5 + x^2 + 1, and their logarithms. */
const powers = [];
for (let value = 1; powers.length < 31; value = value & 16 ? (value << 1) ^ 37 : value << 1) powers.push(value);
const logs = new Map(powers.map((value, exponent) => [value, exponent]));

/* Digits of every script stand in tens, nought first. */
function digit(symbol) {
  const isDigit = (point) => /^\p{Nd}$/u.test(String.fromCodePoint(point));
  let nought = symbol.codePointAt(0);
  while (nought > 0 && isDigit(nought - 1)) nought -= 1;
  return String((symbol.codePointAt(0) - nought) % 10);
}

export function symbolsOf(typed) {
  const folded = typed.slice(0, 200).normalize("NFKC").toUpperCase();
  return [...folded]
    .filter((symbol) => /^[\p{L}\p{N}]$/u.test(symbol))
    .map((symbol) => (/^\p{Nd}$/u.test(symbol) ? digit(symbol) : symbol))
    .map((symbol) => LOOK_ALIKES[symbol] ?? symbol)
    .join("");
}

export function isWhole(typed) {
  const values = [...symbolsOf(typed)].map((symbol) => ALPHABET.indexOf(symbol));
  if (values.length !== LENGTH || values.includes(-1)) return false;
  const check = values.pop();
  const weigh = (sum, value, index) => (value ? sum ^ powers[(logs.get(value) + index + 1) % 31] : sum);
  return values.reduce(weigh, 0) === check;
}

/* A form that names its box for a code in data-code and the sentence for a slip in data-mistyped. */
export function checkCodes() {
  document.addEventListener(
    "submit",
    (event) => {
      if (event.submitter?.formNoValidate) return; // another language, asked for while a code is half typed
      const { code, mistyped, error } = event.target.dataset;
      const box = code && event.target.elements[code];
      if (!box || !symbolsOf(box.value) || isWhole(box.value)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      say(box, error, mistyped);
    },
    true,
  );
}

function say(box, error, mistyped) {
  const id = `${box.id}-error`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "govuk-error-message";
    box.before(line);
    box.closest(".govuk-form-group").classList.add("govuk-form-group--error");
    box.classList.add("govuk-input--error");
    box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
  const spoken = document.createElement("span");
  spoken.className = "govuk-visually-hidden";
  spoken.textContent = error;
  line.replaceChildren(spoken, ` ${mistyped}`);
  box.setAttribute("aria-invalid", "true");
  box.focus();
}
