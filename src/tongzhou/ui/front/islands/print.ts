// <a data-print href="the page to print">: on that very page it prints at once, elsewhere it leads there.

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>("a[data-print]");
  if (!link || link.pathname !== location.pathname) return;
  event.preventDefault();
  window.print();
});
