/*
 * Leaving without a trace on the screen. The link to /exit/ does the work on its own: the server
 * forgets what was typed and sends the browser elsewhere. Here it is made faster (the page is blank
 * at once, the address is replaced), and three presses of Shift do the same.
 */
const WITHIN = 5000;
const PRESSES = 3;

const blank = () => {
  document.documentElement.classList.add("gone");
  document.title = "";
};

export function offerQuickExit() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  const spoken = document.querySelector("[data-leave-spoken]");
  /* Without a script nothing listens to the Shift key, so the page does not say that something does. */
  for (const words of document.querySelectorAll("[data-with-script]")) words.hidden = false;
  let presses = 0;
  let timer = 0;

  const leave = () => {
    blank();
    location.replace(link.href);
  };
  const forget = () => {
    presses = 0;
    if (spoken) spoken.textContent = "";
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return forget();
    if (event.repeat) return;
    clearTimeout(timer);
    timer = setTimeout(forget, WITHIN);
    presses += 1;
    if (presses >= PRESSES) return leave();
    if (spoken) spoken.textContent = spoken.dataset[presses === 1 ? "two" : "one"];
  });
}

/* A page brought back from memory (Back after leaving) shows nothing until it has been asked for anew. */
export function blankBehindUs() {
  addEventListener("pagehide", (event) => {
    if (event.persisted) blank();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    blank();
    location.reload();
  });
}
