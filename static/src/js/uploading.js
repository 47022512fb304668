/*
 * A large file on a slow line: too large is said before anything is sent, and a bar shows how far it is. Without a
 * script the form is sent as any other, and the server says the same.
 */
export function showUploading() {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const bar = form.querySelector("progress");
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button[type=submit]");

  function stop(words) {
    button.disabled = false;
    bar.hidden = true;
    said.textContent = words;
  }

  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return;
    event.preventDefault();
    if (file.size > Number(form.dataset.upload)) return stop(form.dataset.large);
    const sending = new XMLHttpRequest();
    sending.open("POST", location.pathname);
    sending.responseType = "document";
    sending.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
    };
    sending.onerror = () => stop(form.dataset.lost);
    sending.onload = () => {
      const turn = sending.response && sending.response.querySelector("input[name=turn]");
      if (turn) form.elements.turn.value = turn.value;
      const wrong = sending.response && sending.response.querySelector(".govuk-error-message");
      if (wrong) stop(wrong.textContent.trim());
      else if (sending.status < 400) location.replace(sending.responseURL);
      else stop(form.dataset.lost);
    };
    said.textContent = form.dataset.sending;
    button.disabled = true;
    bar.hidden = false;
    bar.value = 0;
    sending.send(new FormData(form));
  });

  addEventListener("pageshow", () => stop(""));
}
