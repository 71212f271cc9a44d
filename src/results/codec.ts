import * as v from 'valibot';

/**
 * A result is written down once, as a schema with names in camelCase. This file makes its JSON of it, with names in
 * snake_case, and reads that again. A name follows from the other (`logLoss`, `log_loss`) unless the schema gives it
 * by `printedAs`. The keys of records, such as the names of features, stay as they are.
 */

/** A field whose name in JSON does not follow from its own. */
export function printedAs<const Name extends string, Schema extends v.GenericSchema>(
  name: Name,
  schema: Schema,
): Schema & { readonly printedAs: Name } {
  return { ...schema, printedAs: name };
}

/** An object whose fields stand among those of the object that holds it. */
export function inline<Schema extends ObjectLike>(schema: Schema): Schema & { readonly isInline: true } {
  return { ...schema, isInline: true };
}

/** The JSON of a value. Only what the schema names is in it; what is undefined is left out. */
export function toJson<Schema extends v.GenericSchema>(
  schema: Schema,
  value: DeepReadonly<v.InferInput<Schema>>,
): JsonOf<Schema>;
export function toJson(schema: v.GenericSchema, value: unknown): unknown {
  return convert(schema, value, printFields);
}

function printFields(entries: Entries, fields: Fields): Fields {
  const printed: Fields = {};
  for (const { key, name, entry } of namedOf(entries)) {
    const field = fields[key];
    if (field === undefined) continue;
    const json = convert(entry, field, printFields);
    if (name === undefined) Object.assign(printed, json);
    else printed[name] = json;
  }
  return printed;
}

/**
 * What JSON holds, with the names of the schema, held to it. An issue names its place as the JSON does.
 */
export function safeParseJson<Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
): v.SafeParseResult<Schema> {
  const asPrinted = v.safeParse(jsonForm(schema), json);
  if (!asPrinted.success) return asPrinted as v.SafeParseResult<Schema>;
  return v.safeParse(schema, convert(schema, json, readFields));
}

function readFields(entries: Entries, fields: Fields): Fields {
  const read: Fields = {};
  for (const { key, name, entry } of namedOf(entries)) {
    const field = name === undefined ? fields : fields[name];
    if (field !== undefined) read[key] = convert(entry, field, readFields);
  }
  return read;
}

const forms = new WeakMap<v.GenericSchema, v.GenericSchema>();

/**
 * The schema of the JSON: the same, by the names that are printed. Conditions on whole objects, which speak of fields
 * by their own names, are left out.
 */
export function jsonForm<Schema extends v.GenericSchema>(schema: Schema): JsonForm<Schema>;
export function jsonForm(schema: v.GenericSchema): v.GenericSchema {
  const known = forms.get(schema);
  if (known) return known;
  const form = makeForm(schema);
  forms.set(schema, form);
  return form;
}

function makeForm(schema: v.GenericSchema): v.GenericSchema {
  const parts = partsOf(schema);
  const changed: Fields = {};
  if (parts.entries) changed.entries = printedEntries(parts.entries);
  if (parts.item) changed.item = jsonForm(parts.item);
  if (parts.items) changed.items = parts.items.map(jsonForm);
  if (parts.wrapped) changed.wrapped = jsonForm(parts.wrapped);
  if (parts.options?.every(isSchema)) changed.options = parts.options.map(jsonForm);
  if (schema.type === 'record' && parts.value) changed.value = jsonForm(parts.value);
  const [base, ...actions] = parts.pipe ?? [];
  if (base === undefined) return { ...schema, ...changed };
  const kept = parts.entries ? actions.filter(({ kind }) => kind === 'metadata') : actions;
  const bare = { ...base, ...changed } as v.GenericSchema;
  return v.pipe(bare, ...(kept as v.GenericPipeAction[])) as v.GenericSchema;
}

function printedEntries(entries: Entries): Entries {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, entry]) => {
      const form = jsonForm(entry);
      return isInline(entry)
        ? Object.entries(partsOf(form).entries ?? {})
        : [[nameOf(key, entry), form] as const];
    }),
  );
}

/** `accuracyAtHalf` → `accuracy_at_half`: a capital begins a word, a digit does not. */
function snakeOf(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

function nameOf(key: string, schema: v.GenericSchema): string {
  return 'printedAs' in schema ? String(schema.printedAs) : snakeOf(key);
}

/** A field by its name in a value, and in JSON; inline it has none there. */
interface Named {
  readonly key: string;
  readonly name: string | undefined;
  readonly entry: v.GenericSchema;
}

const named = new WeakMap<Entries, readonly Named[]>();

/** The fields of an object. Names are made once: a server prints the same fields for every request. */
function namedOf(entries: Entries): readonly Named[] {
  const known = named.get(entries);
  if (known) return known;
  const made = Object.entries(entries).map(([key, entry]) => ({
    key,
    name: isInline(entry) ? undefined : nameOf(key, entry),
    entry,
  }));
  named.set(entries, made);
  return made;
}

function isInline(schema: v.GenericSchema): boolean {
  return 'isInline' in schema;
}

function isSchema(option: unknown): option is v.GenericSchema {
  return typeof option === 'object' && option !== null && 'type' in option;
}

type JsonForm<Schema> = v.GenericSchema<unknown, JsonOf<Schema>> &
  (Schema extends ObjectLike ? { readonly entries: Entries } : unknown);

type Fields = Record<string, unknown>;
type Entries = Readonly<Record<string, v.GenericSchema>>;
type ObjectLike = v.GenericSchema & { readonly entries: Entries };

/** What schemas are made of, each kind of some. */
interface Parts {
  readonly entries: Entries;
  readonly item: v.GenericSchema;
  readonly items: readonly v.GenericSchema[];
  readonly wrapped: v.GenericSchema;
  readonly options: readonly unknown[];
  readonly value: v.GenericSchema;
  readonly pipe: readonly { readonly kind: string }[];
}

function partsOf(schema: v.GenericSchema): Partial<Parts> {
  return schema as v.GenericSchema & Partial<Parts>;
}

/** How the fields of one object are named anew. */
type Conversion = (entries: Entries, fields: Fields) => Fields;

/**
 * A value, each object in it converted by the schema that it stands under. What a schema does not fit stays as it is.
 */
function convert(schema: v.GenericSchema, value: unknown, conversion: Conversion): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { entries, item, items, wrapped, options, value: ofRecord } = partsOf(schema);
  if (wrapped) return convert(wrapped, value, conversion);
  if (Array.isArray(value)) {
    return value.map((each, i) => {
      const inner = item ?? items?.[i];
      return inner ? convert(inner, each, conversion) : each;
    });
  }
  if (entries) return conversion(entries, value as Fields);
  if (schema.type === 'record' && ofRecord) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, convert(ofRecord, each, conversion)]),
    );
  }
  if (options?.some(isSchema)) throw new Error('a union of objects has no one JSON');
  return value;
}

/** Unchangeable, all the way down. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What a schema describes. */
export type Described<Schema extends v.GenericSchema> = DeepReadonly<v.InferOutput<Schema>>;

type SnakeOf<Name> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${SnakeOf<Rest>}`
    : `_${Lowercase<First>}${SnakeOf<Rest>}`
  : Name;

type NameOf<Key, Schema> = Schema extends { readonly printedAs: infer Name extends string }
  ? Name
  : SnakeOf<Key>;

type InlineKeys<E> = { [K in keyof E]: E[K] extends { readonly isInline: true } ? K : never }[keyof E];

type UnionToIntersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

type JsonOfEntries<E> = {
  readonly [K in Exclude<keyof E, InlineKeys<E>> as NameOf<K, E[K]>]: JsonOf<E[K]>;
} & ([InlineKeys<E>] extends [never] ? unknown : UnionToIntersection<JsonOf<E[InlineKeys<E>]>>);

/** The JSON of what a schema describes. */
export type JsonOf<Schema> = Schema extends { readonly entries: infer E }
  ? JsonOfEntries<E>
  : Schema extends { readonly type: 'nullable'; readonly wrapped: infer Inner }
    ? JsonOf<Inner> | null
    : Schema extends { readonly type: 'optional'; readonly wrapped: infer Inner }
      ? JsonOf<Inner> | undefined
      : Schema extends { readonly type: 'array'; readonly item: infer Item }
        ? readonly JsonOf<Item>[]
        : Schema extends { readonly type: 'record'; readonly value: infer Value }
          ? Readonly<Record<string, JsonOf<Value>>>
          : Schema extends v.GenericSchema
            ? DeepReadonly<v.InferOutput<Schema>>
            : never;
