/* Small help with questions: where the focus goes, answers that stand alone, one sending at a time. */

export function focusSummary() {
  const summary = document.querySelector("[data-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!control) return;
    event.preventDefault();
    (control.closest(".govuk-form-group") || control).scrollIntoView();
    control.focus({ preventScroll: true });
  });
}

/* "None of these" unticks the others, and any other unticks it. */
export function standAlone() {
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const same = [...document.getElementsByName(target.name)].filter((other) => other !== target);
    const alone = "alone" in target.dataset;
    for (const other of same) if (alone || "alone" in other.dataset) other.checked = false;
  });
}

/* A double click sends once. The server refuses a second sending anyway. */
export function oneSending() {
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - (sent.get(event.target) || 0) < 1500) event.preventDefault();
    else sent.set(event.target, now);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => sent.delete(form)));
}
