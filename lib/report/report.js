'use strict';
/* Only adds to what is there: finding, sorting, moving through the map. Everything can be read without. */
(function () {
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function words(list) { return list ? list.split(' ') : []; }

  /* ---- finding ---- */
  var form = document.getElementById('find');
  function setUpFinder() {
    var text = document.getElementById('find-text'), count = document.getElementById('find-count'), selects = all('select', form);
    var items = all('[data-verdict], table.matrix tbody tr').map(function (item) { return { item: item, text: item.textContent.toLowerCase() }; });
    var boxes = all('svg.map a.go');
    function find() {
      var wanted = text.value.toLowerCase().split(/\s+/), asked = text.value.trim() || selects.some(function (s) { return s.value; }), shown = 0;
      items.forEach(function (one) {
        var fits = wanted.every(function (w) { return one.text.indexOf(w) >= 0; }) && selects.every(function (s) {
          return !s.value || words(one.item.dataset[s.dataset.by]).indexOf(s.value) >= 0;
        });
        one.item.classList.toggle('gone', !fits);
        shown += fits;
      });
      boxes.forEach(function (box) {
        var page = document.querySelector(box.getAttribute('href'));
        box.classList.toggle('dim', !!page && page.classList.contains('gone'));
      });
      count.textContent = asked ? shown + ' / ' + items.length : '';
    }
    function show() { /* what is linked to must be there */
      var to = location.hash && document.getElementById(location.hash.slice(1));
      if (!to || !to.closest('.gone')) return;
      form.reset();
      find();
      to.scrollIntoView();
    }
    form.classList.add('on');
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    form.addEventListener('reset', function () { setTimeout(find); });
    form.addEventListener('input', find);
    window.addEventListener('hashchange', show);
    find(); /* a browser that goes back fills in what was asked */
    show();
  }
  if (form) setUpFinder();

  /* ---- sorting ---- */
  function value(row, i) {
    var cell = row.cells[i].dataset.sort || row.cells[i].textContent.trim(), number = parseFloat(cell.replace(/,/g, ''));
    return isNaN(number) ? cell : number;
  }
  function order(x, y) {
    if (typeof x !== typeof y) return typeof x === 'number' ? -1 : 1;
    return typeof x === 'number' ? x - y : x.localeCompare(y, document.documentElement.lang);
  }
  all('table.sortable').forEach(function (table) {
    var body = table.tBodies[0], heads = all('th', table.tHead.rows[table.tHead.rows.length - 1]);
    heads.forEach(function (head, i) {
      var button = document.createElement('button'), up = false;
      button.type = 'button';
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener('click', function () {
        up = !up;
        all('tr', body).map(function (row) { return { row: row, value: value(row, i) }; }).sort(function (a, b) {
          return up ? order(a.value, b.value) : order(b.value, a.value);
        }).forEach(function (one) { body.appendChild(one.row); });
        heads.forEach(function (h) { h.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      });
    });
  });

  /* ---- the map: left and right go along the links, up and down to the box above or below ---- */
  var map = document.querySelector('svg.map'), linked = {};
  function links(id) { return linked[id] = linked[id] || { ArrowLeft: [], ArrowRight: [] }; }
  function middle(box) { var r = box.getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; }
  function nearest(from, boxes, distance) {
    var at = middle(from), best = null, least = Infinity;
    boxes.forEach(function (box) {
      var p = middle(box), d = box === from ? Infinity : distance(p.x - at.x, p.y - at.y);
      if (d < least) { least = d; best = box; }
    });
    return best;
  }
  function setUpMap() {
    var boxes = all('a.go', map), box = {};
    boxes.forEach(function (one) { box[one.getAttribute('href').slice(1)] = one; });
    all('[data-next]').forEach(function (page) {
      words(page.dataset.next).forEach(function (next) {
        if (!box[page.id] || !box[next]) return;
        links(page.id).ArrowRight.push(box[next]);
        links(next).ArrowLeft.push(box[page.id]);
      });
    });
    function linkedTo(one, key) { return links(one.getAttribute('href').slice(1))[key]; }
    map.addEventListener('focusin', function (e) {
      var one = e.target.closest('a.go');
      boxes.forEach(function (other) { other.classList.remove('link'); });
      if (one) linkedTo(one, 'ArrowLeft').concat(linkedTo(one, 'ArrowRight')).forEach(function (other) { other.classList.add('link'); });
    });
    map.addEventListener('keydown', function (e) {
      var one = e.target.closest('a.go'), to = null, way = { ArrowUp: -1, ArrowDown: 1 }[e.key];
      if (!one || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
      if (way) to = nearest(one, boxes, function (x, y) { return y * way > 4 ? y * way + 4 * Math.abs(x) : Infinity; });
      else if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') to = nearest(one, linkedTo(one, e.key), function (x, y) { return Math.abs(y); });
      else return;
      e.preventDefault();
      if (to) to.focus();
    });
  }
  if (map) setUpMap();
})();
