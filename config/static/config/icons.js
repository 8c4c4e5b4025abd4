// The theme writes icons as words in a font: screen readers would spell them out beside the text that says the same.
// An icon that is all that its link or button says keeps its word.
const ICON = ".material-symbols-outlined";

function saysMore(owner) {
  const copy = owner.cloneNode(true);
  for (const icon of copy.querySelectorAll(ICON)) {
    icon.remove();
  }
  return copy.textContent.trim() !== "" || owner.hasAttribute("aria-label") || owner.hasAttribute("title");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const icon of document.querySelectorAll(ICON)) {
    const owner = icon.closest("a, button");
    if (owner === null || saysMore(owner)) {
      icon.setAttribute("aria-hidden", "true");
    }
  }
});
