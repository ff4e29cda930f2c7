"""What is counted by month for the figures: measures by fagområde and kind, no person and no company."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base
from portal.shared.internal_tables import SYSTEM


class MonthlyCount(Base):
    __tablename__ = "monthly_counts"
    __table_args__ = (SYSTEM,)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
