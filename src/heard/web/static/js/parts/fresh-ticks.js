// Ticks that say what was done on this very visit (“I have listened”) are not brought back by a reload, as Firefox
// does with every box that does not forbid it. HTML has no attribute for that on a box, so it is set here.
for (const box of document.querySelectorAll("input[data-fresh]")) box.autocomplete = "off";
