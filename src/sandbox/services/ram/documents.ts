import { parsePolicy } from '../../../policy/parse.js';
import type { DocumentKind, PolicyProblem } from '../../../policy/types.js';
import { ApiError } from '../../api-error.js';
import type { Call } from '../../call.js';
import { missingPrincipals } from '../../trust.js';
import { checkLength } from './names.js';

/** Characters of a custom policy's document (cloud-api §2). */
const POLICY_SIZE = 6144;

/** @throws ApiError `.Length` or `MalformedPolicyDocument`. */
export function readPolicyDocument(call: Call, parameter: string): string {
  const text = checkLength(parameter, call.params.text(parameter), 1, POLICY_SIZE);
  refuseMalformed(text, 'identity');
  return text;
}

/** Takes unknown fields and keeps them. @throws ApiError `.Length`, `MalformedPolicyDocument`, or what the guess says. */
export function readTrustDocument(call: Call, parameter: string): string {
  const limit = call.guesses.trustDocumentLimit;
  const text = checkLength(parameter, call.params.text(parameter), 1, limit === 'none' ? Infinity : Number(limit));
  refuseMalformed(text, 'trust');
  const [missing] = missingPrincipals(call.state, text);
  if (missing === undefined) return text;
  const message = `The principal does not exist: ${missing}`;
  if (call.guesses.missingTrustPrincipal === 'MalformedPolicyDocument') {
    throw new ApiError(400, 'MalformedPolicyDocument', message);
  }
  throw new ApiError(404, missing.includes(':user/') ? 'EntityNotExist.User' : 'EntityNotExist.Role', message);
}

function refuseMalformed(text: string, kind: DocumentKind): void {
  const { problems } = parsePolicy(text, kind);
  if (problems.length === 0) return;
  throw new ApiError(
    400,
    'MalformedPolicyDocument',
    `The policy document is malformed. ${problems.map(say).join(' ')}`,
  );
}

function say(problem: PolicyProblem): string {
  const place =
    problem.path === '' ? `${problem.line}:${problem.column}` : `${problem.path} (${problem.line}:${problem.column})`;
  return `${place}: ${problem.message}`;
}
