/** A JSON Schema as rows of a table: one a field, those within others by their path. */
export function valueRows(schema, path = '') {
  const { schema: bare } = withoutNull(schema);
  if (bare.properties) {
    return Object.entries(bare.properties).flatMap(([name, field]) => {
      const below = path === '' ? name : `${path}.${name}`;
      const isSure = (bare.required ?? []).includes(name);
      const about = [isSure ? undefined : 'maybe', descriptionOf(field)].filter(Boolean).join('; ');
      return [[`\`${below}\``, typeOf(field), about], ...valueRows(field, below)];
    });
  }
  if (bare.items && !Array.isArray(bare.items)) return valueRows(bare.items, `${path}[]`);
  if (typeof bare.additionalProperties === 'object')
    return valueRows(bare.additionalProperties, `${path}.{name}`);
  return [];
}

/** What a schema says of its field, if anything. */
function descriptionOf(field) {
  return field.description ?? withoutNull(field).schema.description;
}

/** What a value may be, in words. */
export function typeOf(schema) {
  const { schema: bare, isNullable } = withoutNull(schema);
  return isNullable ? `${nameOf(bare)} or null` : nameOf(bare);
}

function nameOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(', ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map(typeOf))].join(' or ');
  if (schema.type === 'array') {
    return schema.items && !Array.isArray(schema.items)
      ? `array of ${plural(typeOf(schema.items))}`
      : 'array';
  }
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return `${plural(typeOf(schema.additionalProperties))} by name`;
  }
  return schema.type ?? 'any value';
}

function plural(type) {
  return /^(string|number|integer|boolean|object|array)$/.test(type) ? `${type}s` : type;
}

function withoutNull(schema) {
  const options = schema.anyOf ?? schema.oneOf;
  const others = options?.filter(({ type }) => type !== 'null');
  if (others === undefined || others.length === options.length) return { schema, isNullable: false };
  const [only] = others;
  return { schema: others.length === 1 ? only : { anyOf: others }, isNullable: true };
}

export function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
