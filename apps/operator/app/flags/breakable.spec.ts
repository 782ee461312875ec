import { breakable } from './breakable';

it.each([
  ['magic_canvas_gpu', ['magic_', 'canvas_', 'gpu']],
  ['cases.runtime_v1', ['cases.', 'runtime_', 'v1']],
  ['plain', ['plain']],
])('breaks %s between its words', (key, parts) => {
  expect(breakable(key)).toEqual(parts);
  expect(breakable(key).join('')).toBe(key);
});
