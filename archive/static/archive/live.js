// Asks for the counts of a run while it is open, and writes them where they stand. Only the state is read out: counts
// that move every two seconds would leave a listener no peace.
const EVERY = 2000;

async function look(panel) {
  const answer = await fetch(panel.dataset.live, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) {
    return;
  }
  const run = await answer.json();
  for (const place of panel.querySelectorAll("[data-live-count]")) {
    place.textContent = run.counts[place.dataset.liveCount];
  }
  const state = panel.querySelector("[data-live-state]");
  if (state.textContent !== run.state) {
    state.textContent = run.state;
  }
  if (run.open) {
    setTimeout(look, EVERY, panel);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const panel of document.querySelectorAll("[data-live]")) {
    if (panel.dataset.live) {
      setTimeout(look, EVERY, panel);
    }
  }
});
