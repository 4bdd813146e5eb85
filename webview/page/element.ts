type Child = Node | string | null;

/** An HTML element with children; a string becomes text, never markup, and null is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<Pick<HTMLElement, 'className' | 'id' | 'title'>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** One cell of a table; a number or anything that is compared down a column is aligned to the right. */
export interface Cell {
  readonly content: Node | string;
  readonly isNumber?: boolean;
}

/**
 * A table with a caption, one heading row, and rows whose first cell is their heading.
 *
 * @param of what tells it from other tables of the same caption on the page
 */
export function table(
  caption: string,
  head: readonly (Node | string)[],
  rows: readonly (readonly Cell[])[],
  of = '',
): HTMLElement {
  const headRow = element('tr', {});
  head.forEach((text, index) => {
    const isNumber = rows[0]?.[index]?.isNumber === true;
    headRow.append(scoped('col', element('th', { className: isNumber ? 'number' : '' }, text)));
  });
  const body = element('tbody', {});
  for (const row of rows) {
    const line = element('tr', {});
    row.forEach(({ content, isNumber }, index) => {
      const className = isNumber === true ? 'number' : '';
      line.append(
        index === 0
          ? scoped('row', element('th', { className }, content))
          : element('td', { className }, content),
      );
    });
    body.append(line);
  }
  const made = element('table', {}, element('caption', {}, caption), element('thead', {}, headRow));
  made.append(body);
  const frame = element('div', { className: 'table-frame' }, made);
  // A frame that scrolls must be reachable by keyboard, and then needs a name.
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', of === '' ? caption : `${caption}: ${of}`);
  return frame;
}

function scoped(scope: 'row' | 'col', cell: HTMLTableCellElement): HTMLTableCellElement {
  cell.scope = scope;
  return cell;
}

/**
 * Something that is opened by a click on `summary`.
 *
 * @param name what tells it, in any language, from others in the same section or keyed element
 */
export function collapsed(
  name: string,
  summary: string,
  ...children: readonly Child[]
): HTMLDetailsElement {
  const made = element('details', {}, element('summary', {}, summary), ...children);
  made.dataset.name = name;
  return made;
}

/** A section of the page with its heading. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { id }, element('h2', {}, heading), ...children);
}

/** What stands where there is nothing to show yet: why, and how it comes. */
export function emptyState(...sentences: readonly string[]): HTMLElement {
  return element(
    'p',
    { className: 'empty' },
    element('strong', {}, sentences[0] ?? ''),
    ` ${sentences.slice(1).join(' ')}`,
  );
}
