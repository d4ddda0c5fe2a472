"""That a household signed, or why it did not (签订)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Choice, Day, Name, Text, declare

SIGNED, AWAY, REFUSED = "已签", "外出未签", "拒签"
SIGNATURE_STATUSES = (SIGNED, AWAY, REFUSED)
SIGNING_METHODS = ("签字", "按手印", "盖章", "盟誓")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One visit of a household with one version of a document: signed, away, or refused."""

    id: int = 0
    uid: str = ""
    household_id: int = 0
    document_id: int = 0
    status: str = declare(
        "状态",
        Choice(SIGNATURE_STATUSES, {"已签订": SIGNED, "外出": AWAY, "拒绝": REFUSED, "拒绝签订": REFUSED}),
        required=True,
    )
    signed_on: date = declare("签订日期", Day(exact=True), required=True)
    method: str | None = declare("签名方式", Choice(SIGNING_METHODS, {"手印": "按手印", "签名": "签字"}))
    signer: str | None = declare("签字人", Name())
    relation: str | None = declare("与户主关系", Text(40))
    handler: str | None = declare("经办人", Text())
    witness: str | None = declare("见证人", Text())
    note: str | None = declare("备注", Text(10_000, multiline=True))
