import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Fits prepared rows once with a package from npm, in this fresh process, and prints how long that alone took, and
 * where it ended. `node fit.js PACKAGE ROWS.json L2 LEARNING_RATE EPOCHS`, the rate for the sum of the losses.
 */
const fits = {
  'ml-logistic-regression': async ({ rows, labels, learningRate, epochs }) => {
    const { default: LogisticRegression } = await import('ml-logistic-regression');
    const { Matrix } = await import('ml-matrix');
    const [x, y] = [new Matrix(rows.map((row) => [...row, 1])), Matrix.columnVector(labels)];
    const model = new LogisticRegression({ numSteps: epochs, learningRate });
    const milliseconds = timed(() => model.train(x, y));
    const theta = model.classifiers[0].weights.to1DArray();
    return { milliseconds, weights: theta.slice(0, -1), intercept: theta.at(-1) };
  },
  'js-regression': async ({ rows, labels, l2, learningRate, epochs }) => {
    const { default: regression } = await import('js-regression');
    const n = rows.length;
    const settings = { alpha: learningRate * n, iterations: epochs, lambda: l2 / n };
    const model = new regression.LogisticRegression(settings);
    const milliseconds = timed(() => model.fit(rows.map((row, i) => [...row, labels[i]])));
    const [intercept, ...weights] = model.theta;
    return { milliseconds, weights, intercept };
  },
  '@tensorflow/tfjs': async ({ rows, labels, l2, learningRate, epochs }) => {
    const { default: tf } = await import('@tensorflow/tfjs');
    const n = rows.length;
    const kernelRegularizer = tf.regularizers.l2({ l2: l2 / (2 * n) });
    const inputShape = [rows[0].length];
    const layer = tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape, kernelRegularizer });
    const model = tf.sequential({ layers: [layer] });
    layer.setWeights([tf.zeros([rows[0].length, 1]), tf.zeros([1])]);
    const optimizer = tf.train.momentum(learningRate * n, 0.9, true);
    model.compile({ optimizer, loss: 'binaryCrossentropy' });
    const [x, y] = [tf.tensor2d(rows), tf.tensor2d(labels, [n, 1])];
    const start = performance.now();
    await model.fit(x, y, { epochs, batchSize: n, shuffle: false, verbose: 0, yieldEvery: 'never' });
    const milliseconds = performance.now() - start;
    const [weights, intercept] = layer.getWeights().map((each) => [...each.dataSync()]);
    return { milliseconds, weights, intercept: intercept[0] };
  },
};

const [name, file, ...numbers] = process.argv.slice(2);
const [l2, learningRate, epochs] = numbers.map(Number);
const { version } = createRequire(import.meta.url)(`${name}/package.json`);
const { rows, labels } = JSON.parse(readFileSync(file, 'utf8'));
// tensorflow says on stdout what else could be installed.
console.log = () => {};
const fitted = await fits[name]({ rows, labels, l2, learningRate, epochs });
process.stdout.write(JSON.stringify({ version, ...fitted }));

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
