'use strict';
(function () {
  var form = document.getElementById('find'), text = document.getElementById('find-text'), verdict = document.getElementById('find-verdict');
  var items = Array.prototype.slice.call(document.querySelectorAll('[data-verdict]')), count = document.getElementById('find-count');
  function find() {
    var words = text.value.toLowerCase().split(/\s+/), shown = 0;
    items.forEach(function (item) {
      var content = item.textContent.toLowerCase();
      var fits = (!verdict.value || item.dataset.verdict === verdict.value) && words.every(function (w) { return content.indexOf(w) >= 0; });
      item.classList.toggle('gone', !fits);
      shown += fits;
    });
    count.textContent = text.value || verdict.value ? shown + ' / ' + items.length : '';
  }
  if (form) {
    form.hidden = false;
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    text.addEventListener('input', find);
    verdict.addEventListener('change', find);
  }
  function show() { /* what is linked to must be there */
    var to = location.hash && document.getElementById(location.hash.slice(1));
    if (to && to.closest('.gone')) { text.value = ''; verdict.value = ''; find(); to.scrollIntoView(); }
  }
  window.addEventListener('hashchange', show);

  function value(row, i) {
    var cell = row.cells[i].dataset.sort || row.cells[i].textContent.trim(), number = parseFloat(cell.replace(/,/g, ''));
    return isNaN(number) ? cell : number;
  }
  document.querySelectorAll('table.sortable').forEach(function (table) {
    var body = table.tBodies[0], heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    Array.prototype.forEach.call(heads, function (head, i) {
      var button = document.createElement('button'), up = false;
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        var rows = Array.prototype.slice.call(body.rows);
        up = !up;
        rows.sort(function (a, b) {
          var x = value(a, i), y = value(b, i), order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === 'number' ? -1 : 1;
          return up ? order : -order;
        });
        rows.forEach(function (row) { body.appendChild(row); });
        Array.prototype.forEach.call(heads, function (h) { h.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      });
    });
  });

  /* Arrow keys go from box to box of the map, to the nearest in that direction. */
  var boxes = Array.prototype.slice.call(document.querySelectorAll('svg.map a.go'));
  function middle(box) { var r = box.getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; }
  var map = document.querySelector('svg.map');
  if (map) map.addEventListener('keydown', function (e) {
    var way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key], from = e.target.closest('a.go');
    if (!way || !from) return;
    var at = middle(from), best = null, least = Infinity;
    boxes.forEach(function (box) {
      var p = middle(box), along = (p.x - at.x) * way[0] + (p.y - at.y) * way[1], aside = Math.abs((p.x - at.x) * way[1]) + Math.abs((p.y - at.y) * way[0]);
      if (along < 20 || along + 2 * aside >= least) return;
      least = along + 2 * aside;
      best = box;
    });
    if (best) { e.preventDefault(); best.focus(); }
  });
})();
