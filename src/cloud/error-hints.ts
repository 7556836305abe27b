import type { Denial } from './denial.js';

interface Advice {
  readonly hint?: string;
  readonly next?: string;
}

/** Why a call was refused and what helps, where a code alone tells it. */
export function hintFor(code: string, denial: Denial | undefined): Advice {
  if (/PassRoleForbidden$/.test(code)) return passRoleAdvice(denial);
  if (denial?.NoPermissionType === 'ExplicitDeny') {
    return { hint: 'A policy denies it explicitly; an allow somewhere else does not help.' };
  }
  if (denial) return { hint: 'No policy of this identity allows it.' };
  return BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? {};
}

/** Who and what go into the command only where the cloud named them: a wrong name there would grant a wrong one. */
function passRoleAdvice(denial: Denial | undefined): Advice {
  const role = /:role\/([^/*]+)$/.exec(denial?.resource ?? '')?.[1] ?? 'ROLE';
  const grantee = granteeOf(denial?.identity) ?? 'user/NAME';
  return {
    hint: 'Attaching a role needs ram:PassRole on that role; an administrator can grant it.',
    // The code is one of ECS alone.
    next: `ramrole setup ${role} --service ecs --pass-role-to ${grantee}`,
  };
}

/** `user/NAME` or `role/NAME` of an ARN; a role session's permissions are its role's. */
function granteeOf(arn: string | undefined): string | undefined {
  const user = /^acs:ram::\d+:user\/(.+)$/.exec(arn ?? '')?.[1];
  if (user !== undefined) return `user/${user}`;
  const role = /^acs:ram::\d+:assumed-role\/([^/]+)\//.exec(arn ?? '')?.[1];
  return role && `role/${role}`;
}

const BY_CODE: readonly (readonly [RegExp, Advice])[] = [
  [/^InvalidRegionId/, { hint: 'The region is the one of --region, of the environment or profile, or after the @.' }],
  [/^InvalidAccessKeyId/, { hint: 'This AccessKey does not exist or is not active; check which one is used.' }],
  [
    /^(SignatureDoesNotMatch|IncompleteSignature|InvalidSignature)/,
    { hint: 'The AccessKey secret is not the right one.' },
  ],
  [
    /^(InvalidSecurityToken\.Expired|SecurityTokenExpired)/,
    { hint: 'The temporary credentials have expired; renew them.' },
  ],
  [/^(InvalidSecurityToken|MissingSecurityToken)/, { hint: 'The security token does not belong to this AccessKey.' }],
  [/^(InvalidTimeStamp|IllegalTimestamp)/, { hint: 'The clock of this machine is wrong by more than 15 minutes.' }],
  [/^Inactive$/, { hint: 'RAM is not activated for this account; activate it in the console.' }],
  [/Throttling/, { hint: 'Too many calls at once, from this program or others; try again a little later.' }],
  [/^InvalidRamRole\.NotEcsRole/, { hint: 'The role does not trust ecs.aliyuncs.com.' }],
  [/^InvalidNetworkType\.MismatchRamRole/, { hint: 'Only instances in a VPC can carry a role.' }],
];
