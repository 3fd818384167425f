/** Boxes with something to take along ([data-copy]): whoever goes into one has all of it chosen. */
for (const box of document.querySelectorAll("[data-copy]")) box.addEventListener("focus", () => box.select());
