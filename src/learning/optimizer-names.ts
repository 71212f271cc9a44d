/** The optimizers, by name: apart from them, so that a flag or a file can be checked without loading them. */
export const optimizerNames = ['nesterov', 'gradient-descent', 'preconditioned'] as const;

export type OptimizerName = (typeof optimizerNames)[number];
