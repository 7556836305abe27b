import { CloudError } from '../../src/cloud/errors.js';

/** The cloud said no. */
export function apiError(code: string, exitCode: number): CloudError {
  return new CloudError(`${code}.`, {
    product: 'RAM',
    action: 'Fake',
    code,
    exitCode,
    requestId: 'request-of-the-error',
  });
}

/** No answer that can be believed came. */
export function unknownOutcome(): CloudError {
  return new CloudError('The connection was reset.', {
    product: 'RAM',
    action: 'Fake',
    exitCode: 7,
    retryable: true,
    outcomeUnknown: true,
  });
}
