import { faultsOf, isAnswered } from './faults';

const FIELDS = ['title', 'details'];
const refused = (errors: readonly object[]) => ({
  statusCode: 400,
  data: { title: 'The request is not valid', errors },
});

it('puts what the API finds fault with on its field, and says nothing twice', () => {
  const error = refused([{ pointer: '/title', message: '20 requests are open' }]);
  expect(faultsOf(error, FIELDS)).toEqual({
    fields: [{ name: 'title', message: '20 requests are open' }],
    message: undefined,
  });
});

it('says above the form what no field is to blame for', () => {
  const error = refused([{ pointer: '/tenant', message: 'is not known' }]);
  expect(faultsOf(error, FIELDS)).toEqual({ fields: [], message: 'The request is not valid' });
});

it('says what to do where no answer came', () => {
  const error = new Error('fetch failed');
  expect(faultsOf(error, FIELDS).message).toBe('It could not be sent. Try again in a moment.');
  expect(isAnswered(error)).toBe(false);
  expect(isAnswered(refused([]))).toBe(true);
});
