import {
  create,
  DenseMatrixDependencies,
  type Matrix as MathMatrix,
  matrixDependencies,
  multiplyDependencies,
  transposeDependencies,
} from 'mathjs';
import { at, checkLength, dot, entry, type Vector } from './vector.ts';

/** The few functions in use: the whole of mathjs takes half a second to load. */
const math = create({
  ...DenseMatrixDependencies,
  ...matrixDependencies,
  ...multiplyDependencies,
  ...transposeDependencies,
});

/** A dense matrix of numbers. The `number` datatype keeps mathjs off its dynamic dispatch. */
export type Matrix = MathMatrix<number>;

/** What the typings of mathjs leave out: building a matrix from parts, without copying or checking them. */
type DenseMatrixConstructor = new (parts: { data: Vector; size: [number]; datatype: 'number' }) => Matrix;

const DenseMatrix = (math as unknown as { DenseMatrix: DenseMatrixConstructor }).DenseMatrix;

/** A matrix from its rows, all of one length. */
export function matrixOf(rows: readonly Vector[]): Matrix {
  return math.matrix(rows as number[][], 'dense', 'number') as Matrix;
}

/** Aᵀ */
export function transpose(a: Matrix): Matrix {
  return math.transpose(a);
}

/** A·x */
export function times(a: Matrix, x: Vector): Vector {
  const column = new DenseMatrix({ data: x, size: [x.length], datatype: 'number' });
  return math.multiply(a, column).valueOf() as unknown as Vector;
}

/** A·B, as rows. */
export function product(a: Matrix, b: Matrix): readonly Vector[] {
  return math.multiply(a, b).valueOf() as unknown as readonly Vector[];
}

/** Xᵀ·diag(f)·X, as rows; Xᵀ is handed in, as who needs this has it. */
export function gram(x: Matrix, transposed: Matrix, factors: Float64Array): readonly Vector[] {
  const columns = transposed.valueOf() as unknown as readonly Vector[];
  for (const column of columns) checkLength(column, factors.length);
  return product(matrixOf(columns.map((column) => column.map((value, i) => value * entry(factors, i)))), x);
}

/** A + diag(d), as rows. */
export function plusDiagonal(rows: readonly Vector[], diagonal: Vector | Float64Array): readonly Vector[] {
  checkLength(diagonal, rows.length);
  return rows.map((row, i) => row.map((value, j) => (i === j ? value + at(diagonal, i) : value)));
}

/** Where the two largest eigenvalues are nearly the same, so many steps come as near to them as a step size needs. */
const MOST_STEPS = 10_000;

/**
 * The largest eigenvalue of a symmetric positive semi-definite matrix, by power iteration:
 * v ← A·v / ‖A·v‖ until the Rayleigh quotient vᵀAv, which only grows, stops moving. NaN where the matrix has a NaN.
 */
export function largestEigenvalue(rows: readonly Vector[]): number {
  let v: Vector = rows.map((_, i) => 1 / (i + 1));
  let eigenvalue = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = eigenvalue;
    const length = Math.sqrt(dot(v, v));
    const unit = v.map((value) => value / length);
    v = imageOf(rows, unit);
    eigenvalue = dot(unit, v);
    if (!(Math.abs(eigenvalue - before) > 1e-12 * eigenvalue)) break;
  }
  return eigenvalue;
}

/** A·v of a small matrix, hundreds of times over: a call of mathjs costs more than its few products. */
function imageOf(rows: readonly Vector[], v: Vector): Vector {
  return rows.map((row) => dot(row, v));
}

/**
 * Factors a symmetric positive semi-definite matrix once, A = L·Lᵀ (Cholesky), and returns the function that solves
 * A·x = b for any b by forward and backward substitution.
 *
 * Where a column depends on those before it, to 12 digits, xᵢ is 0 there: then the others solve what can be solved.
 * It happens without a penalty, where a feature is constant or there twice.
 *
 * @throws {RangeError} where the rows are not as long as there are rows, or b is not
 */
export function choleskySolver(rows: readonly Vector[]): (b: Vector | Float64Array) => Vector {
  const size = rows.length;
  const lower: Float64Array[] = [];
  for (const [i, row] of rows.entries()) {
    checkLength(row, size);
    const current = new Float64Array(size);
    for (const [j, above] of lower.entries()) {
      current[j] = (at(row, j) - leadingDot(above, current, j)) / entry(above, j);
    }
    const pivot = at(row, i) - leadingDot(current, current, i);
    current[i] = pivot > DEPENDENT * at(row, i) ? Math.sqrt(pivot) : Number.POSITIVE_INFINITY;
    lower.push(current);
  }
  return (b) => {
    checkLength(b, size);
    const x = new Float64Array(b);
    for (const [i, row] of lower.entries()) {
      x[i] = (entry(x, i) - leadingDot(row, x, i)) / entry(row, i);
    }
    for (const [i, row] of [...lower.entries()].reverse()) {
      const value = entry(x, i) / entry(row, i);
      x[i] = value;
      for (let j = 0; j < i; j++) x[j] = entry(x, j) - entry(row, j) * value;
    }
    return [...x];
  };
}

/** A pivot of at most this share of its diagonal entry is a rounding error. */
const DEPENDENT = 1e-12;

/** The scalar product of the first `count` values of two vectors. */
function leadingDot(x: Float64Array, y: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += entry(x, k) * entry(y, k);
  return sum;
}
