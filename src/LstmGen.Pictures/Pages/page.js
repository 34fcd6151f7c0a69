// Walks through the steps of the run that the page holds as JSON, shows what a unit sees, and opens units. Without it the page has all its pictures.
(() => {
'use strict';
const SVG = 'http://www.w3.org/2000/svg';
const LETTERS = ['i', 'f', 'g', 'o'];
const WORDS = { i: ['input gate', 'how much is taken in'], f: ['forget gate', 'how much is kept'], g: ['candidate', 'what could be taken in'], o: ['output gate', 'how much is shown'], y: ['output', ''] };
const MOST_TERMS = 12;
const run = JSON.parse(document.getElementById('run').textContent);

// Numbers.

function floats(text) {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
  return run.double ? new Float64Array(bytes) : new Float32Array(bytes);
}

/** A number as the pictures write it. */
function shown(value, decimals = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const most = size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : decimals;
  const text = size >= 99999.5 ? size.toExponential(1) : size.toFixed(Math.min(most, decimals));
  return value < 0 && /[1-9]/.test(text) ? '−' + text : text;
}

/** A number as somebody wrote it: without zeros at its end. */
function plain(value) {
  const text = shown(value);
  return text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;
}

const all = (count, what) => `${count === 1 ? 'the' : 'all'} ${count} ${what}${count === 1 || what === 'h' || what === 'm' ? '' : 's'}`;

// What happened: an LSTM, one half of a bidirectional layer, or a Dense layer.

class Half {
  constructor(layer, index, json) {
    Object.assign(this, json, { layer, index, isDense: !json.hidden, letter: json.projection ? 'm' : json.hidden ? 'h' : 'y' });
    for (const name of ['w', 'v', 'shown', 'c', 'h']) if (json[name]) this[name] = floats(json[name]);
    const { units: U, hidden: H } = this;
    this.offsets = this.isDense ? { y: 0 } : { i: 0, f: U, g: 2 * U, o: 3 * U, c: 4 * U, m: 5 * U, h: (json.projection ? 6 : 5) * U };
    this.row = this.isDense ? U : this.offsets.h + H;
    this.columns = (json.coupled ? 3 : 4) * U;
    this.scales = new Map();
  }

  value(step, letter, unit) { return this.v[step * this.row + this.offsets[letter] + unit]; }

  /** The step that is computed before this one, or after it; undefined where there is none. */
  beside(step, by) { return this.order[this.order.indexOf(step) + by]; }

  before(step, letter, unit) {
    const previous = this.beside(step, -1);
    return previous === undefined ? this[letter][unit] : this.value(previous, letter, unit);
  }

  isComputed(step, unit) { return this.order.includes(step) && !Number.isNaN(this.value(step, this.isDense ? 'y' : 'i', unit)); }

  sums() { return this.isDense ? ['y'] : LETTERS; }

  hasSum(letter) { return !(this.coupled && letter === 'f'); }

  /** What a unit adds up at a step; its weights are places among the half's parameters. */
  terms(step, unit) {
    const { units: U, layer } = this;
    const width = this.isDense ? U : this.columns;
    const letters = this.sums().filter(letter => this.hasSum(letter));
    let start = 0;
    const rows = (count, make) => Array.from({ length: count }, (_, row) => {
      const weights = {};
      letters.forEach((letter, sum) => { weights[letter] = start + row * width + sum * U + unit; });
      return { ...make(row), weights };
    });
    const terms = rows(layer.inputs, row => ({ name: layer.names[row], of: 'x', index: row, value: layer.x[step * layer.inputs + row] }));
    start += layer.inputs * width;
    if (!this.isDense) {
      terms.push(...rows(this.hidden, row => ({
        name: `h[${row}]${!this.projection && row === unit && U > 1 ? ' own' : ''}`, of: 'h-before', index: row, value: this.before(step, 'h', row),
      })));
      start += this.hidden * width;
    }
    const bias = this.bias ? rows(1, () => ({ name: 'bias' })) : [];
    start += this.bias ? width : 0;
    if (this.peepholes) {
      const old = {};
      letters.filter(letter => letter === 'i' || letter === 'f').forEach((letter, gate) => { old[letter] = start + gate * U + unit; });
      terms.push({ name: 'own c', of: 'c-before', value: this.before(step, 'c', unit), weights: old });
      terms.push({ name: 'own new c', of: 'c', value: this.value(step, 'c', unit), weights: { o: start + (this.coupled ? 1 : 2) * U + unit } });
    }
    return terms.concat(bias);
  }

  product(term, letter) { return letter in term.weights ? this.w[term.weights[letter]] * (term.value ?? 1) : 0; }

  sum(terms, letter) { return terms.reduce((total, term) => total + this.product(term, letter), 0); }

  /** The largest product or sum of a unit at any step, by which its bars are measured: they can be compared from step to step. */
  scale(unit) {
    if (!this.scales.has(unit)) {
      const sizes = this.order.flatMap(step => {
        const terms = this.terms(step, unit);
        return this.sums().flatMap(letter => [this.sum(terms, letter), ...terms.map(term => this.product(term, letter))]);
      }).map(Math.abs).filter(Number.isFinite);
      this.scales.set(unit, sizes.reduce((most, size) => Math.max(most, size), 0) || 1);
    }
    return this.scales.get(unit);
  }
}

// Elements.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A number with the value that it was rounded from. */
function number(name, of, value, text = shown(value), data = {}) {
  return element(name, { 'data-value-of': of, 'data-value': Object.is(value, -0) ? '-0' : String(value), ...data }, text);
}

function bar(value, scale, letter) {
  const svg = drawn('svg', { class: 'bar', viewBox: '0 0 56 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, drawn('path', { class: 'axis', d: 'M28 0v12' }));
  const length = Math.min(1, Math.abs(value) / scale) * 27;
  const colour = letter === 'y' ? 'h' : letter;
  if (length > 0.25) svg.append(drawn('rect', { class: (value < 0 ? 'neg-' : 'bar-') + colour, x: value < 0 ? 28 - length : 28, y: 2, width: length, height: 8 }));
  return svg;
}

// An opened unit.

function sumOf(half, unit, step, letter, terms, hidden) {
  const [name, meaning] = WORDS[letter];
  const card = element('div', { class: `sum sum-${letter}` }, element('h5', {}, `${letter}, ${name} `, element('span', {}, meaning)));
  const gate = element('p', { class: 'gate' });
  const result = number('b', letter, half.value(step, letter, unit));
  if (!half.hasSum(letter)) {
    gate.append('1 − i = ', result);
    card.append(element('p', {}, 'It has no sum of its own: what isn’t taken in is kept.'), gate);
    return card;
  }
  const scale = half.scale(unit);
  const body = element('tbody');
  for (const term of terms.filter(term => letter in term.weights)) {
    const weight = half.w[term.weights[letter]];
    const product = half.product(term, letter);
    const place = { 'data-index': term.weights[letter] };
    const cells = term.of
      ? [number('td', term.of, term.value, term.of === 'x' ? plain(term.value) : shown(term.value), 'index' in term ? { 'data-index': term.index } : {}),
        number('td', 'w', weight, shown(weight), { ...place, class: 'times' }), number('td', 'product', product, shown(product), { ...place, class: 'equals' })]
      : [element('td'), element('td'), number('td', 'w', weight, shown(weight), place)];
    body.append(element('tr', {}, element('th', { scope: 'row' }, term.name), ...cells, element('td', {}, bar(product, scale, letter))));
  }
  if (hidden.length > 0) {
    const rest = half.sum(hidden, letter);
    body.append(element('tr', {}, element('th', { scope: 'row' }, `${hidden.length} smaller`), element('td'), element('td'), number('td', 'rest', rest, shown(rest), { class: 'equals' }), element('td', {}, bar(rest, scale, letter))));
  }
  const sum = half.sum(terms.concat(hidden), letter);
  const head = ['sees', 'value', 'weight', 'product'].map(text => element('th', { scope: 'col' }, text));
  card.append(element('table', {},
    element('thead', {}, element('tr', {}, ...head, element('td'))), body,
    element('tfoot', {}, element('tr', {}, element('th', { scope: 'row' }, 'sum'), element('td'), element('td'), number('td', 'sum', sum), element('td', {}, bar(sum, scale, letter))))));
  const activation = half.functions[half.isDense ? 0 : LETTERS.indexOf(letter)];
  const of = activation === 'softmax' || activation === 'log_softmax' ? 'among the sums of all units' : half.clip ? `of the sum, limited to ±${half.clip},` : 'of the sum';
  gate.append(`${activation} ${of} = `, element('span', {}, letter + ' '), result);
  card.append(gate);
  return card;
}

function equations(half, unit, step) {
  const value = letter => half.value(step, letter, unit);
  const box = (label, of, amount, isResult) => element('span', { class: isResult ? 'number result' : 'number' }, element('small', {}, label), number('b', of, amount));
  const before = half.before(step, 'c', unit);
  const tanh = half.shown[step * half.units + unit];
  const kept = value('f') * before;
  const taken = value('i') * value('g');
  return [
    element('p', { class: 'equation' }, element('span', { class: 'name' }, 'new memory'), box('f', 'f', value('f')), '·', box('c before', 'c-before', before), '+', box('i', 'i', value('i')), '·', box('g', 'g', value('g')), '=',
      box('c', 'c', value('c'), true), element('span', { class: 'part' }, 'kept ', number('b', 'kept', kept), ', taken in ', number('b', 'taken', taken), half.cellClip ? `, limited to ±${half.cellClip}` : '')),
    element('p', { class: 'equation' }, element('span', { class: 'name' }, 'shown of it'), box('o', 'o', value('o')), '·', box(half.functions[4] + '(c)', 'shown', tanh), '=', box(half.letter, half.letter, value(half.letter), true)),
  ];
}

/** Where what a unit computed goes next. */
function ways(half, unit, step) {
  const next = half.beside(step, 1);
  const at = next === undefined ? 'to the state after the sequence' : `at ${run.stepNames[next]}`;
  const out = half.layer.next ? `to ${half.layer.next}` : 'out of the network';
  if (half.isDense) return [`y goes ${out}. Nothing is kept for another step.`];
  const whom = half.units === 1 ? 'to the unit itself' : `to all ${half.units} units, this one too,`;
  const leaves = next === undefined || !half.layer.alone;
  return [
    next === undefined ? `c goes ${at}.` : `c goes to this unit alone, ${at}.`,
    half.projection ? `m goes to the projection, which makes ${half.projection} h of ${all(half.units, 'm')}. They go ${leaves ? 'out of the layer, and ' : ''}${next === undefined ? at : `to every unit ${at}`}.`
      : `h goes ${leaves ? `${half.name ? 'to the layer’s output' : out}, and ` : ''}${next === undefined ? at : `${whom} ${at}`}.`,
  ];
}

function opened(half, unit, step, showsAll) {
  const terms = half.terms(step, unit);
  if (!half.isComputed(step, unit)) {
    const isMasked = half.order.includes(step) && !half.isDense;
    return [element('p', {}, isMasked ? `This step is masked: the unit computes nothing. Its c stays ${shown(half.value(step, 'c', unit))}.` : 'This layer doesn’t compute this step.')];
  }
  let seen = terms;
  let hidden = [];
  if (!showsAll && terms.length > MOST_TERMS) {
    const size = term => Math.max(...half.sums().map(letter => Math.abs(half.product(term, letter))));
    const largest = new Set(terms.filter(term => term.of).sort((a, b) => size(b) - size(a)).slice(0, MOST_TERMS - 2));
    seen = terms.filter(term => largest.has(term) || !term.of);
    hidden = terms.filter(term => !seen.includes(term));
  }
  return [
    element('p', {}, half.isDense ? 'Every value that the unit sees, times its weight, added up.' : `All units of the layer see these same values. The weights are this unit’s own: ${half.coupled ? 'three' : 'four'} for each value, one in each sum. Hollow bars are below zero.`),
    element('div', { class: 'sums' }, ...half.sums().map(letter => sumOf(half, unit, step, letter, seen, hidden))),
    ...(half.isDense ? [] : equations(half, unit, step)),
    element('ul', { class: 'ways' }, ...ways(half, unit, step).map(text => element('li', {}, text))),
  ];
}

// A layer over time, with what is laid over it.

class Layer {
  constructor(json, index, root) {
    Object.assign(this, json, { index, root, x: floats(json.x) });
    this.halves = json.halves.map((half, at) => new Half(this, at, half));
    this.stage = root.querySelector('.stage');
    this.picture = this.stage.querySelector('svg');
    this.box = root.querySelector('.scroll');
    this.sentences = [...root.querySelectorAll('.sentences li')];
    const view = this.picture.getAttribute('viewBox');
    const [left, top, width, height] = view.split(' ').map(Number);
    Object.assign(this, { left, top, width, height });
    this.over = drawn('svg', { class: 'over', viewBox: view, width, height, 'aria-hidden': 'true' });
    this.cursor = element('button', { type: 'button', class: 'cursor', 'aria-expanded': 'false' });
    this.stage.append(this.over, this.cursor);
    this.now = element('p', { class: 'now' });
    this.readout = element('p', { class: 'readout' });
    this.panel = element('section', { class: 'opened', hidden: '', 'aria-labelledby': `opened-${index}` });
    this.box.after(this.now, this.readout, this.panel);
    this.at = { half: this.halves[0], unit: 0 };
    this.hovered = null;
    this.showsAll = false;
  }

  place(half, unit, step) {
    const { columns, rows, node } = half.grid;
    return { left: columns[0] + half.order.indexOf(step) * columns[1], x: columns[0] + half.order.indexOf(step) * columns[1] + node[0], y: rows[0] + unit * rows[1], width: node[1], height: rows[2] };
  }

  /** Which unit of which column is at a point of the picture. */
  hit(x, y) {
    for (const half of this.halves) {
      const { columns, rows } = half.grid;
      const column = Math.floor((x - columns[0]) / columns[1]);
      const unit = Math.floor((y - rows[0]) / rows[1]);
      if (column >= 0 && column < half.order.length && unit >= 0 && unit < half.units && x - columns[0] - column * columns[1] <= columns[2]) return { half, unit, step: half.order[column] };
    }
    return null;
  }

  /** The column of a step, and what a unit sees there. */
  draw(step, unit, isFaded) {
    const over = [];
    if (unit) over.push(...this.drawSeen(unit.half, unit.unit, unit.step, isFaded));
    for (const half of this.halves.filter(half => half.order.includes(step))) {
      const { columns, panel } = half.grid;
      over.push(drawn('rect', { class: 'chosen', x: columns[0] + half.order.indexOf(step) * columns[1], y: panel[0], width: columns[2], height: panel[1] - panel[0], rx: columns[2] > 60 ? 10 : 5 }));
    }
    this.over.replaceChildren(...over);
  }

  drawSeen(half, unit, step, isFaded) {
    const grid = half.grid;
    const at = this.place(half, unit, step);
    const spine = at.left + grid.spine;
    const sees = { x: at.left + grid.edge, y: grid.sees[0], width: grid.columns[2] - 2 * grid.edge, height: grid.sees[1] };
    const input = { x: sees.x, y: grid.input[0] - 2, width: sees.width, height: grid.input[1] + 4 };
    const node = { x: at.x, y: at.y, width: at.width, height: at.height };
    const holes = [node, sees, input];
    const rings = [{ class: 'ring', ...grown(node, 2), rx: 6 }, { class: 'seen', ...grown(sees, 2), rx: 6 }];
    const lines = [['way', `M${spine} ${sees.y}V${at.y + grid.shown}H${at.x}`], ['way way-x', `M${at.left + grid.columns[2] / 2} ${grid.input[0]}V${sees.y + sees.height}`]];
    if (!half.isDense) {
      const previous = half.beside(step, -1);
      const from = previous === undefined ? { x: grid.start[0], width: grid.start[1], y: at.y } : this.place(half, unit, previous);
      const collector = previous === undefined ? grid.startCollector : from.left + grid.collector;
      const right = from.x + from.width;
      // Of the others it sees h alone, of itself c too.
      const part = ([x, y, width, height], row) => {
        const wide = from.width / grid.node[1];
        return { x: from.x + x * wide, y: grid.rows[0] + row * grid.rows[1] + y, width: width * wide, height };
      };
      const others = Array.from({ length: half.units }, (_, row) => part(grid.shownPart, row));
      const [first, last] = [others[0], others[half.units - 1]];
      const own = part(grid.cellPart, unit);
      holes.push(...others, own);
      rings.push({ class: 'seen seen-c', ...own, rx: 5 });
      if (grid.shownPart[0] === 0) rings.push(...others.map(other => ({ class: 'seen', ...other, rx: 5 })));
      else rings.push({ class: 'seen', ...grown({ ...first, height: last.y + last.height - first.y }, 2), rx: 5 });
      if (collector) {
        const ends = Array.from({ length: half.units }, (_, row) => `M${right} ${grid.rows[0] + row * grid.rows[1] + grid.shown}H${collector}`).join('');
        lines.push(['way', `${ends}M${collector} ${grid.rows[0] + grid.shown}V${grid.lane}H${sees.x}`]);
      }
      lines.push(['way way-c', `M${right} ${at.y + grid.cell}H${at.x}`]);
    }
    const shapes = [...lines.map(([name, d]) => drawn('path', { class: name, d })), ...rings.map(ring => drawn('rect', ring))];
    if (!isFaded) return shapes;
    const mask = drawn('mask', { id: `veil-${this.index}` }, drawn('rect', { x: this.left, y: this.top, width: this.width, height: this.height, fill: '#fff' }), ...holes.map(hole => drawn('rect', { ...hole, fill: '#000' })));
    return [mask, drawn('rect', { class: 'veil', x: this.left, y: this.top, width: this.width, height: this.height, mask: `url(#veil-${this.index})` }), ...shapes];
  }

  /** In words what a unit is at a step, and what it sees there. */
  words({ half, unit, step }) {
    const name = `${half.name ? half.name + ', ' : ''}unit ${unit} at ${run.stepNames[step]}`;
    if (!half.isComputed(step, unit)) return `${name}: not computed.`;
    const values = `${half.isDense ? '' : `c ${shown(half.value(step, 'c', unit))}, `}${half.letter} ${shown(half.value(step, half.letter, unit))}`;
    const previous = half.beside(step, -1);
    const before = previous === undefined ? 'of the start' : `of ${run.stepNames[previous]}`;
    const x = this.inputs === 1 ? `${this.names[0]} = ${plain(this.x[step])}` : all(this.inputs, 'input value');
    return `${name}: ${values}. It sees ${x}${half.isDense ? '.' : `, ${all(half.hidden, 'h')} ${before}, and its own c.`}`;
  }
}

const grown = (box, by) => ({ x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by });

// The page.

document.documentElement.classList.add('js');
const layers = run.layers.map((json, index) => json && new Layer(json, index, document.querySelector(`.layer[data-layer="${index}"]`))).filter(Boolean);
if (layers.length === 0) return;
const [slider, before, after, play, chosen, live] = ['step', 'before', 'after', 'play', 'chosen', 'live'].map(id => document.getElementById(id));
for (const hidden of document.querySelectorAll('.walk, .hint')) hidden.hidden = false;
let step = 0;
let open = null;
let timer = 0;

function render() {
  slider.value = step;
  slider.setAttribute('aria-valuetext', run.stepNames[step]);
  chosen.value = run.stepNames[step];
  before.disabled = step === 0;
  after.disabled = step === run.steps - 1;
  for (const layer of layers) {
    renderLayer(layer);
    layer.panel.hidden = open?.layer !== layer;
    if (open?.layer === layer) renderOpened(layer);
  }
}

function renderLayer(layer) {
  const isOpen = open?.layer === layer;
  const own = { ...layer.at, step: layer.at.half.order.includes(step) ? step : layer.at.half.order[0] };
  const isFocused = document.activeElement === layer.cursor && layer.cursor.matches(':focus-visible');
  const seen = layer.hovered ?? (isFocused || isOpen ? own : null);
  layer.draw(step, seen, layer.hovered !== null || isFocused);
  layer.now.innerHTML = layer.sentences[step].innerHTML;
  layer.readout.textContent = seen ? layer.words(seen) : '\u00a0';
  const place = layer.place(own.half, own.unit, own.step);
  Object.assign(layer.cursor.style, { left: `${place.x - layer.left}px`, top: `${place.y - layer.top}px`, width: `${place.width}px`, height: `${place.height}px` });
  layer.cursor.setAttribute('aria-label', `${layer.words(own)} ${isOpen ? 'Escape closes it.' : 'Enter opens it.'}`);
  layer.cursor.setAttribute('aria-expanded', String(isOpen));
}

function renderOpened(layer) {
  const { half, unit } = layer.at;
  const close = element('button', { type: 'button' }, 'close');
  close.addEventListener('click', closeUnit);
  const children = [
    element('div', { class: 'top' }, element('h4', { id: `opened-${layer.index}` }, `${half.name ? `${half.name}, ` : ''}unit ${unit} at ${run.stepNames[step]}`), close),
    ...opened(half, unit, step, layer.showsAll),
  ];
  if (half.isComputed(step, unit) && half.terms(step, unit).length > MOST_TERMS) {
    const more = element('button', { type: 'button', 'aria-pressed': String(layer.showsAll) }, 'all terms');
    more.addEventListener('click', () => { layer.showsAll = !layer.showsAll; render(); layer.panel.querySelector('[aria-pressed]').focus(); });
    children.splice(2, 0, more);
  }
  layer.panel.dataset.layer = layer.index;
  Object.assign(layer.panel.dataset, { half: half.index, unit, step });
  layer.panel.replaceChildren(...children);
}

function say(text) {
  if (!timer) live.textContent = text;
}

function setStep(to, layer = layers[0]) {
  step = Math.max(0, Math.min(run.steps - 1, to));
  render();
  for (const each of layers) reveal(each);
  say(open ? `${open.layer.words({ ...open.layer.at, step })}` : layer.sentences[step].textContent);
}

/** Scrolls a picture in its box to the chosen column, and to the unit that has the focus, where they are out of sight. */
function reveal(layer) {
  const half = layer.at.half;
  if (!half.order.includes(step)) return;
  const left = layer.place(half, 0, step).left - layer.left;
  const right = left + half.grid.columns[2];
  const { scrollLeft, clientWidth } = layer.box;
  if (left < scrollLeft || right > scrollLeft + clientWidth) layer.box.scrollLeft = left + (right - left) / 2 - clientWidth / 2;
  if (document.activeElement !== layer.cursor) return;
  const { y, height } = layer.place(half, layer.at.unit, step);
  const top = y - layer.top;
  const { scrollTop, clientHeight } = layer.box;
  if (top < scrollTop || top + height > scrollTop + clientHeight) layer.box.scrollTop = top + height / 2 - clientHeight / 2;
}

function openUnit(layer, isToggle) {
  if (isToggle && open?.layer === layer) {
    closeUnit();
    return;
  }
  open = { layer };
  render();
  const { top } = layer.panel.getBoundingClientRect();
  if (top > innerHeight * 0.8) scrollBy(0, top - innerHeight * 0.55);
  say(`Opened below the picture: ${layer.words({ ...layer.at, step })}`);
}

function closeUnit() {
  const { layer } = open;
  const hadFocus = layer.panel.contains(document.activeElement);
  open = null;
  layer.showsAll = false;
  render();
  if (hadFocus) layer.cursor.focus({ preventScroll: true });
  say('Closed.');
}

function stop() {
  clearInterval(timer);
  timer = 0;
  play.textContent = 'play';
}

slider.addEventListener('input', () => { stop(); setStep(Number(slider.value)); });
before.addEventListener('click', () => { stop(); setStep(step - 1); });
after.addEventListener('click', () => { stop(); setStep(step + 1); });
play.addEventListener('click', () => {
  if (timer) {
    stop();
    return;
  }
  play.textContent = 'pause';
  if (step === run.steps - 1) setStep(0);
  timer = setInterval(() => {
    setStep(step + 1);
    if (step === run.steps - 1) stop();
  }, 1200);
});

for (const layer of layers) {
  const { stage, cursor } = layer;
  const point = event => {
    const box = stage.getBoundingClientRect();
    return layer.hit(event.clientX - box.left + layer.left, event.clientY - box.top + layer.top);
  };
  const hover = found => {
    if (found?.half === layer.hovered?.half && found?.unit === layer.hovered?.unit && found?.step === layer.hovered?.step) return;
    layer.hovered = found;
    renderLayer(layer);
  };
  stage.addEventListener('pointermove', event => { if (event.pointerType !== 'touch') hover(point(event)); });
  stage.addEventListener('pointerleave', () => hover(null));
  layer.picture.addEventListener('click', event => {
    const found = point(event);
    if (!found) return;
    const isSame = open?.layer === layer && layer.at.half === found.half && layer.at.unit === found.unit && step === found.step;
    layer.at = { half: found.half, unit: found.unit };
    stop();
    setStep(found.step, layer);
    if (isSame) closeUnit(); else openUnit(layer, false);
    cursor.focus({ preventScroll: true });
  });
  cursor.addEventListener('click', () => {
    if (!layer.at.half.order.includes(step)) setStep(layer.at.half.order[0], layer);
    openUnit(layer, true);
  });
  cursor.addEventListener('focus', () => renderLayer(layer));
  cursor.addEventListener('blur', () => renderLayer(layer));
  cursor.addEventListener('keydown', event => {
    const { half, unit } = layer.at;
    const rows = layer.halves.flatMap(each => Array.from({ length: each.units }, (_, row) => ({ half: each, unit: row })));
    const row = rows.findIndex(each => each.half === half && each.unit === unit);
    const column = half.order.indexOf(half.order.includes(step) ? step : half.order[0]);
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-column, 0], End: [half.order.length - 1 - column, 0] }[event.key];
    if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    layer.at = rows[Math.max(0, Math.min(rows.length - 1, row + move[1]))];
    stop();
    setStep(layer.at.half.order[Math.max(0, Math.min(half.order.length - 1, column + move[0]))], layer);
  });
}

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && open) closeUnit();
});
play.disabled = run.steps === 1;
render();
})();
