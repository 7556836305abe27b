import { documentLimit } from '../../../policy/parse/parse.js';
import type { DocumentKind, PolicyProblem } from '../../../policy/types.js';
import { ApiError } from '../../api-error.js';
import type { Call } from '../../call.js';
import { malformations } from '../../policies.js';
import { missingPrincipals } from '../../trust.js';
import { checkLength } from './names.js';

/** @throws ApiError `.Length` or `MalformedPolicyDocument`. */
export function readPolicyDocument(call: Call, parameter: string): string {
  const text = checkLength(parameter, call.params.text(parameter), 1, documentLimit('identity', call.guesses));
  refuseMalformed(call, text, 'identity');
  return text;
}

/** Takes unknown fields and keeps them. @throws ApiError `.Length`, `MalformedPolicyDocument`, or what the guess says. */
export function readTrustDocument(call: Call, parameter: string): string {
  const text = checkLength(parameter, call.params.text(parameter), 1, documentLimit('trust', call.guesses));
  refuseMalformed(call, text, 'trust');
  const [missing] = missingPrincipals(call.state, text);
  if (missing === undefined) return text;
  const message = `The principal does not exist: ${missing}`;
  if (call.guesses.missingTrustPrincipal === 'MalformedPolicyDocument') {
    throw new ApiError(400, 'MalformedPolicyDocument', message);
  }
  throw new ApiError(404, missing.includes(':user/') ? 'EntityNotExist.User' : 'EntityNotExist.Role', message);
}

function refuseMalformed(call: Call, text: string, kind: DocumentKind): void {
  const problems = malformations(text, kind, call.guesses);
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
