/**
 * Shows the search box as it is chosen, at once. Without this, a button asks for the page anew.
 *
 * The page is asked of the server as it is and its part put in place: no words and no markup are made here.
 */

const PAUSE = 250; // milliseconds without a change before the box is shown anew

const form = document.querySelector("form.options");
const made = document.getElementById("made");
let timer = 0;
let request = null;

function address() {
  const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
  const url = new URL(form.action);
  url.search = new URLSearchParams(chosen);
  return url;
}

function show() {
  const url = address();
  request?.abort();
  request = new XMLHttpRequest();
  request.open("GET", url);
  request.responseType = "document";
  const asked = request;
  request.onload = () => {
    const other = asked.response?.getElementById("made");
    if (!other) return;
    made.replaceChildren(...document.importNode(other, true).childNodes);
    for (const button of made.querySelectorAll("[data-copy]")) button.hidden = false;
    history.replaceState(null, "", url);
  };
  request.send();
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form.querySelector("button[type=submit]").hidden = true;
