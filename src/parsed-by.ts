import * as v from 'valibot';

/** A text as a parser reads it, which throws a RangeError that says what is allowed. */
export function parsedBy<Value>(parse: (text: string) => Value): v.RawTransformAction<string, Value> {
  return v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parse(dataset.value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  });
}
