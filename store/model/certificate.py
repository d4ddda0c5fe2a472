"""The register of 志愿服务记录证明 that were issued (民政部令67号)."""

from dataclasses import dataclass
from datetime import date

from store.fields import Day, Name, Sensitivity, Text, WholeNumber, declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate of the service of a volunteer over ``[first_on, last_on]``, both days included."""

    id: int = 0
    uid: str = ""
    volunteer_id: int = 0
    number: str = declare("证明编号", Text(40), required=True, sensitivity=Sensitivity.OPEN)
    first_on: date = declare("从", Day(), required=True)
    last_on: date = declare("到", Day(), required=True)
    minutes: int = declare("服务分钟", WholeNumber(0, 100_000_000), required=True)
    services: int = declare("服务次数", WholeNumber(0, 1_000_000), required=True)
    issuer: str = declare("出具单位", Text(100), required=True, sensitivity=Sensitivity.OPEN)
    handler: str = declare("经办人", Name(), required=True, sensitivity=Sensitivity.OPEN)
    issued_on: date = declare("出具日期", Day(), required=True)
