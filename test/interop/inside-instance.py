"""What Python programs inside an instance do: read its metadata service, then ask STS who they are.

Once with nothing but the standard library, once with the vendor's credential provider. That one always asks
100.100.100.200; given the metadata service as its HTTP proxy, it reaches it all the same.
Prints one JSON document, without secrets.
"""
import json
import os
import urllib.error
import urllib.request

from alibabacloud_credentials.client import Client as CredentialClient
from alibabacloud_credentials.http import HttpOptions
from alibabacloud_credentials.provider import EcsRamRoleCredentialsProvider
from alibabacloud_sts20150401.client import Client as StsClient
from alibabacloud_tea_openapi.utils_models import Config

IMDS = os.environ["ALIBABA_CLOUD_IMDS_ENDPOINT"]
ROLE_PATH = "/latest/meta-data/ram/security-credentials/"


def ask(path, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(IMDS + path, method=method, headers=named)) as answer:
        return answer.read().decode()


def status_without_token():
    try:
        ask(ROLE_PATH)
        return 200
    except urllib.error.HTTPError as error:
        return error.code


def who_am_i(**credentials):
    endpoint, region = os.environ["STS_ENDPOINT"], os.environ["ALIBABA_CLOUD_REGION_ID"]
    config = Config(endpoint=endpoint, protocol="HTTP", region_id=region, **credentials)
    return StsClient(config).get_caller_identity().body.to_map()


token = ask("/latest/api/token", method="PUT", X_aliyun_ecs_metadata_token_ttl_seconds="60")
role = ask(ROLE_PATH, X_aliyun_ecs_metadata_token=token)
read = json.loads(ask(ROLE_PATH + role, X_aliyun_ecs_metadata_token=token))
provider = EcsRamRoleCredentialsProvider(http_options=HttpOptions(proxy=IMDS), async_update_enabled=False)

print(
    json.dumps(
        {
            "statusWithoutToken": status_without_token(),
            "roleName": role,
            "fields": sorted(read),
            "code": read["Code"],
            "expiration": read["Expiration"],
            "byHand": who_am_i(
                access_key_id=read["AccessKeyId"],
                access_key_secret=read["AccessKeySecret"],
                security_token=read["SecurityToken"],
            ),
            "byProvider": who_am_i(credential=CredentialClient(provider=provider)),
        }
    )
)
