/*
 * How many characters are left. Silent until four fifths are used; then the number follows the
 * typing for the eye, and is spoken only once the typing rests.
 */
const REST = 1000;

export function countCharacters() {
  for (const group of document.querySelectorAll("[data-count]")) {
    const box = group.querySelector("textarea");
    const shown = group.querySelector(".count");
    const limit = Number(group.dataset.count);
    const start = shown.textContent;
    const spoken = document.createElement("div");
    spoken.className = "govuk-visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    shown.after(spoken);
    let timer = 0;

    const sentence = () => {
      // As the server counts: a line end is one character, and so is an emoji.
      const left = limit - [...box.value].length;
      if (left > limit / 5) return [start, false];
      const number = new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left));
      return [`${left < 0 ? group.dataset.over : group.dataset.left} ${number}`, left < 0];
    };
    const show = () => {
      const [words, over] = sentence();
      shown.textContent = words;
      shown.classList.toggle("count--over", over);
      clearTimeout(timer);
      timer = setTimeout(() => {
        spoken.textContent = words === start ? "" : words;
      }, REST);
    };
    box.addEventListener("input", show);
    if (box.value) show();
  }
}
