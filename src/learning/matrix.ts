import {
  create,
  DenseMatrixDependencies,
  type Matrix as MathMatrix,
  matrixDependencies,
  multiplyDependencies,
  transposeDependencies,
} from 'mathjs';
import { dot, type Vector } from './vector.ts';

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

/**
 * The largest eigenvalue of a symmetric positive semi-definite matrix, by power iteration:
 * v ← A·v / ‖A·v‖ until the Rayleigh quotient vᵀAv stops moving.
 */
export function largestEigenvalue(rows: readonly Vector[]): number {
  const a = matrixOf(rows);
  let v: Vector = rows.map((_, i) => 1 / (i + 1));
  let eigenvalue = 0;
  for (let iteration = 0; iteration < 10_000; iteration++) {
    const length = Math.sqrt(dot(v, v));
    v = v.map((value) => value / length);
    const image = times(a, v);
    const quotient = dot(v, image);
    if (quotient === 0 || Math.abs(quotient - eigenvalue) <= 1e-12 * quotient) return quotient;
    eigenvalue = quotient;
    v = image;
  }
  return eigenvalue;
}

/**
 * Factors a symmetric positive definite matrix once, A = L·Lᵀ (Cholesky), and returns the function that
 * solves A·x = b for any b by forward and backward substitution.
 */
export function choleskySolver(rows: readonly Vector[]): (b: Vector) => Vector {
  const size = rows.length;
  const lower: number[][] = [];
  for (const [i, row] of rows.entries()) {
    const current: number[] = [];
    lower.push(current);
    for (let j = 0; j <= i; j++) {
      const remainder = (row[j] ?? 0) - dot(current.slice(0, j), lower[j] ?? []);
      current.push(j === i ? Math.sqrt(remainder) : remainder / (lower[j]?.[j] ?? 1));
    }
  }
  return (b) => {
    const y: number[] = [];
    for (const [i, row] of lower.entries()) {
      y.push(((b[i] ?? 0) - dot(y, row)) / (row[i] ?? 1));
    }
    const x = new Array<number>(size).fill(0);
    for (let i = size - 1; i >= 0; i--) {
      let remainder = y[i] ?? 0;
      for (let k = i + 1; k < size; k++) remainder -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
      x[i] = remainder / (lower[i]?.[i] ?? 1);
    }
    return x;
  };
}
