/** A value that changes by actions alone, and those who are told. */
export interface Store<State, Action> {
  readonly getState: () => State;
  readonly dispatch: (action: Action) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export type Effect<State, Action> = (action: Action, before: State, after: State) => void;

/** Keeps a state; `effect` sees every action after it was reduced, and may start work that dispatches others. */
export function createStore<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: State,
  effect: Effect<State, Action> = () => {},
): Store<State, Action> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    dispatch: (action) => {
      const before = state;
      state = reduce(before, action);
      if (state !== before) for (const listener of listeners) listener();
      effect(action, before, state);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
