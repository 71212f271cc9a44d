import type { FeatureRow, FeatureSetName, Task } from '../../../domain.ts';
import type { FeatureSummary } from '../../../features/summary.ts';
import { at } from '../../../learning/vector.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';

/** The feature rows of the chart that is shown, and what each feature looks like over them. */
export interface FeatureView {
  readonly featureSet: FeatureSetName;
  readonly task: Task;
  readonly features: readonly string[];
  readonly rows: readonly FeatureRow[];
  readonly summary: readonly (FeatureSummary & {
    readonly missing: number;
    readonly histogram: readonly number[];
  })[];
}

export interface Sort {
  /** `date`, a feature, or `target`. */
  readonly column: string;
  readonly isDescending: boolean;
}

export interface FeaturesState {
  readonly view: FeatureView | undefined;
  readonly shown: 'rows' | 'summary';
  /** The places of rows in the order they are shown in. */
  readonly order: readonly number[];
  readonly sort: Sort;
  /** The row under the cursor, in that order. */
  readonly row: number;
  /** The column under the cursor, of all columns. */
  readonly column: number;
  readonly isBusy: boolean;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

/** What is typed into: the date to go to. */
export interface FeaturesTarget {
  readonly kind: 'jump';
}

export type FeaturesAction =
  | { readonly type: 'features engineered'; readonly view: FeatureView }
  | { readonly type: 'features failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'row moved'; readonly by: number }
  | { readonly type: 'column moved'; readonly by: number }
  | { readonly type: 'column sorted' }
  | { readonly type: 'summary toggled' }
  | { readonly type: 'date jumped to'; readonly date: string }
  | { readonly type: 'features export asked' }
  | { readonly type: 'features exported'; readonly path: string };

const newestFirst: Sort = { column: 'date', isDescending: true };

export const initialFeatures: FeaturesState = {
  view: undefined,
  shown: 'rows',
  order: [],
  sort: newestFirst,
  row: 0,
  column: 0,
  isBusy: false,
  message: undefined,
  problem: undefined,
};

export function reduceFeatures(state: FeaturesState, action: Action): FeaturesState {
  switch (action.type) {
    case 'market chosen':
    case 'task chosen':
    case 'chart loaded':
      return { ...initialFeatures, shown: state.shown };
    case 'features engineered': {
      const { view } = action;
      const columns = columnsOf(view);
      // Another set may have fewer columns, and not the one that was sorted by.
      const sort = columns.includes(state.sort.column) ? state.sort : newestFirst;
      return {
        ...state,
        view,
        sort,
        order: ordered(view, sort),
        row: 0,
        column: clamp(state.column, columns.length),
        isBusy: false,
        problem: undefined,
      };
    }
    case 'features failed':
      return { ...state, isBusy: false, problem: { message: action.message, hint: action.hint } };
    case 'row moved':
      return { ...state, row: clamp(state.row + action.by, lengthOf(state)) };
    case 'column moved':
      return { ...state, column: clamp(state.column + action.by, columnsOf(state.view).length) };
    case 'column sorted': {
      if (state.view === undefined || state.shown === 'summary') return state;
      const column = at(columnsOf(state.view), state.column);
      const isDescending = state.sort.column === column ? !state.sort.isDescending : true;
      const sort = { column, isDescending };
      return { ...state, sort, order: ordered(state.view, sort), row: 0 };
    }
    case 'summary toggled':
      return { ...state, shown: state.shown === 'rows' ? 'summary' : 'rows', row: 0 };
    case 'date jumped to':
      return { ...state, row: nearestTo(action.date, state), shown: 'rows' };
    case 'features export asked':
      return { ...state, isBusy: true, message: undefined, problem: undefined };
    case 'features exported':
      return { ...state, isBusy: false, message: `written to ${action.path}` };
    default:
      return state;
  }
}

/** Every column of the table: the date and the target, which stay in sight, and the features. */
export function columnsOf(view: FeatureView | undefined): readonly string[] {
  return ['date', 'target', ...(view?.features ?? [])];
}

function lengthOf({ view, shown, order }: FeaturesState): number {
  return shown === 'rows' ? order.length : (view?.summary.length ?? 0);
}

/** The places of rows in the order of a column; what has no value comes last either way. */
function ordered({ rows, features }: FeatureView, { column, isDescending }: Sort): readonly number[] {
  const j = features.indexOf(column);
  const places = rows.map((_, i) => i);
  const direction = isDescending ? -1 : 1;
  if (column === 'date') return isDescending ? places.reverse() : places;
  const last = Number.POSITIVE_INFINITY * direction;
  const valueAt = (i: number) => {
    const { target, values } = at(rows, i);
    return column === 'target' ? (target ?? last) : at(values, j);
  };
  return places.toSorted((a, b) => {
    const difference = valueAt(a) - valueAt(b);
    return Number.isNaN(difference) || difference === 0 ? b - a : difference * direction;
  });
}

/** The place of the row of a date, or of the newest one before it. */
function nearestTo(date: string, { view, order }: FeaturesState): number {
  if (view === undefined) return 0;
  let nearest = 0;
  let best = '';
  for (const [place, i] of order.entries()) {
    const own = at(view.rows, i).date;
    if (own <= date && own > best) [nearest, best] = [place, own];
  }
  return best === '' ? order.indexOf(0) : nearest;
}
