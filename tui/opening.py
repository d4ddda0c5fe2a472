"""How a session begins and ends: first start, unlocking, the idle lock, backups, leaving; and what is set of these."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, Key, Paste
from textual.screen import Screen

from store.errors import StoreError
from store.text import clean
from tui.desk_screen import DeskScreen
from tui.ending import HUNG_UP, SAID, exit_code, heed_closed_terminal, heed_signals, let_go_of_closed_terminal
from tui.idle import IdleLock
from tui.office_screen import OfficeScreen
from tui.requests import (
    DemoAsked,
    Failed,
    FirstImportAsked,
    FirstStartAsked,
    FoundingAsked,
    LeaveAsked,
    OfficeFormAsked,
    OperatorFormAsked,
    ProgramFormAsked,
    RecoveryCodeAsked,
    RecoveryCodeShown,
    RestoringAsked,
    SettingsChanged,
    StaffFormAsked,
    Unlocked,
)
from tui.screens.unlock import UnlockScreen
from tui.session import LockedError, Session
from tui.type_ahead import TypeAhead
from tui.vault_place import holds_vault
from tui.workplace import Workplace

if TYPE_CHECKING:
    from rich.console import RenderableType

    from store.command.invocation import Invocation
    from store.desk.settings import Settings
    from tui.backups import Backups

WAIT = "正在办理,请稍候..."


class OpeningApp(App[None], inherit_bindings=False):
    """Everything before the first desk and after the last. What is done at the desks is the application's."""

    def __init__(self, invocation: "Invocation", clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.session = Session()
        self.workplace = Workplace(invocation, self.session, clock)
        self._idle = IdleLock(
            self.set_timer,
            self._lock_idle,
            lambda: any(worker.is_running for worker in self.workers),
            clock,
        )
        self.type_ahead = TypeAhead(self, self._hand_on, self._say_wait)
        self._handed_on: Key | Paste | None = None
        self._leaving = False
        self.is_ending = False
        self.desks: dict[str, DeskScreen] = {}

    def on_mount(self) -> None:
        """Nobody ends a test from outside; its process has signals of its own."""
        if not self.is_headless:
            heed_signals(self.end_from_outside)
            heed_closed_terminal(self.end_from_outside)

    @cached_property
    def _backups(self) -> "Backups":
        from tui.backups import Backups

        return Backups(self.workplace)

    @property
    def office_screens(self) -> list[OfficeScreen]:
        """Every screen that stands or waits to be shown again."""
        screens = {*self.screen_stack, *self.desks.values()}
        return [screen for screen in screens if isinstance(screen, OfficeScreen)]

    async def put_away(self) -> None:
        """Keep what is half written, end long readings, close the vault and forget the key."""
        for screen in self.office_screens:
            screen.about_to_lock()
        for screen in self.office_screens:
            await screen.keep_typed()
        await self.session.lock()

    def end_from_outside(self, number: int = HUNG_UP) -> None:
        """Signal ``number`` asks for the end: keep what is typed, close, leave the terminal as it was found."""
        if not self.is_ending:
            self.is_ending = True
            let_go_of_closed_terminal()
            self.run_worker(self._end_from_outside(number))

    async def _end_from_outside(self, number: int) -> None:
        await self.type_ahead.drained()
        await self.put_away()
        self.exit(return_code=exit_code(number), message=Text(SAID))

    def panic(self, *renderables: "RenderableType") -> None:
        """Textual calls this when the terminal can be read no more, and for errors that would show their values."""
        if self._exception is None:
            self.end_from_outside()
        else:
            self._fatal_error()

    def get_default_screen(self) -> Screen[Any]:
        """The first screen. Pushed over an empty one it would cost a second layout before the first paint."""
        if self.workplace.invocation.demo:
            from tui.screens.demo import DemoScreen

            return DemoScreen(self.workplace)
        if not holds_vault(self.workplace.invocation.vault):
            from tui.screens.first_start import FirstStartScreen

            return FirstStartScreen(self.workplace)
        return UnlockScreen(self.workplace)

    async def on_event(self, event: Event) -> None:
        """Note that somebody is there. A key after a sleep of the computer locks, and does nothing else.

        Once the program is being left no key does anything.
        """
        # A key comes by here again when the widget it was handed on to does not want it.
        if isinstance(event, Key | Paste) and not event.is_forwarded and not self._may_pass(event):
            return
        await super().on_event(event)

    def _may_pass(self, event: Key | Paste) -> bool:
        if self._leaving:
            return False
        if event is self._handed_on:
            self._handed_on = None
            return True
        self.touched()
        return self._idle.touched() and self.type_ahead.take(event)

    def _say_wait(self, waits: bool) -> None:
        if waits and isinstance(self.screen, OfficeScreen):
            self.screen.say(WAIT)
        for screen in () if waits else self.office_screens:
            screen.say_no_more(WAIT)

    def _hand_on(self, event: Key | Paste) -> None:
        self._handed_on = event
        self.post_message(event)

    def touched(self) -> None:
        """A key came."""

    def settings_taken(self, settings: "Settings") -> None:
        """The settings of the open vault were read, or read anew after a change."""

    # Any: handed on as Textual's overloads take it.
    def push_screen(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        """Open a screen, unless the program is being left: one asked for just before would be torn down half built."""
        return AwaitComplete() if self._leaving else super().push_screen(*args, **kwargs)

    @on(FoundingAsked)
    def _found(self) -> None:
        from tui.screens.found_vault import FoundVaultScreen

        self.push_screen(FoundVaultScreen(self.workplace))

    @on(RestoringAsked)
    def _restore(self) -> None:
        from tui.screens.restore_vault import RestoreVaultScreen

        self.push_screen(RestoreVaultScreen(self.workplace))

    @on(RecoveryCodeShown)
    def _show_recovery_code(self, shown: RecoveryCodeShown) -> None:
        from tui.screens.recovery_code import RecoveryCodeScreen

        self.push_screen(RecoveryCodeScreen(self.workplace, shown.code))

    @on(RecoveryCodeAsked)
    def _renew_recovery_code(self) -> None:
        from tui.founding import fresh_code
        from tui.screens.recovery_code import RecoveryCodeScreen

        self.push_screen(RecoveryCodeScreen(self.workplace, fresh_code(), renews=True), self._say)

    @on(DemoAsked)
    def _demo(self) -> None:
        from tui.screens.demo import DemoScreen

        self.workplace.invocation = replace(self.workplace.invocation, demo=True)
        self.push_screen(DemoScreen(self.workplace))

    @on(FirstStartAsked)
    async def _leave_demo(self) -> None:
        """Give up the demo township and begin with a vault of one's own."""
        from tui.demo import remove_demo
        from tui.screens.first_start import FirstStartScreen

        await self.session.lock()
        remove_demo(self.workplace)
        self.workplace.invocation = replace(self.workplace.invocation, vault=self.workplace.given_vault, demo=False)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for desk in self.desks:
            self.uninstall_screen(desk)
        self.desks.clear()
        await self.push_screen(FirstStartScreen(self.workplace))

    @on(Unlocked)
    def _open_ledger(self) -> None:
        from tui.screens.today import TodayScreen

        if isinstance(self.screen, UnlockScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.push_screen(TodayScreen(self.workplace))
        self.call_after_refresh(lambda: self.run_worker(self._attend()))

    async def _attend(self) -> None:
        """Begin to watch for an empty chair; then, behind the lists that were asked for, see to the day's backup."""
        try:
            await self._ask_for_the_day()
            await self._read_settings()
            if not self.workplace.invocation.demo:
                self._told(await self._backups.at_unlock())
        except LockedError:
            return

    async def _ask_for_the_day(self) -> None:
        """Ask before anything is recorded, where the computer's date is odd and nobody gave one."""
        from store.desk.clock import clock_doubt
        from tui.screens.clock import ClockScreen

        if self.workplace.invocation.today_given or isinstance(self.screen, ClockScreen):
            return
        doubt = await self.session.read(partial(clock_doubt, computer_day=self.workplace.today))
        if doubt is not None:
            self.push_screen(ClockScreen(self.workplace, doubt), self._say)

    @on(SettingsChanged)
    def _settings_changed(self) -> None:
        self.run_worker(self._attend())

    async def _read_settings(self) -> None:
        from store.desk.settings import load_settings

        settings = await self.session.read(load_settings)
        self._idle.watch(timedelta(minutes=settings.lock_minutes))
        self.settings_taken(settings)

    def _told(self, trouble: StoreError | None) -> None:
        state = self._backups.state
        today = self.workplace.clock().date()
        self.workplace.backup_text = state.text(today) if state else ""
        self.workplace.backup_trouble = trouble.message if trouble else ""
        for screen in self.screen_stack:
            if isinstance(screen, OfficeScreen):
                screen.standing_changed()
        if trouble and isinstance(self.screen, OfficeScreen):
            self.screen.say(_sentence(trouble), "bold reverse")

    @on(FirstImportAsked)
    def _first_import(self) -> None:
        from tui.screens.import_ledger import ImportScreen

        self.push_screen(ImportScreen(self.workplace), self._imported_first)

    def _imported_first(self, said: str | None) -> None:
        if said and isinstance(self.screen, OfficeScreen):
            self.screen.say(said, "bold")
        self.run_worker(self._propose_start())

    async def _propose_start(self) -> None:
        """Offer the day of the earliest record as 启用日期, if the old ledger goes back further."""
        from tui.settings_rows import read_settings

        try:
            view = await self.session.read(read_settings)
        except StoreError as error:
            self.post_message(Failed(error))
            return
        if view.earliest is not None and view.earliest < view.office.in_use_from:
            from tui.screens.office_details import OfficeDetailsScreen

            screen = OfficeDetailsScreen(self.workplace, view)
            await self.push_screen(screen, self._say)
            screen.propose()

    @on(OfficeFormAsked)
    def _office_form(self, asked: OfficeFormAsked) -> None:
        from tui.screens.office_details import OfficeDetailsScreen

        self.push_screen(OfficeDetailsScreen(self.workplace, asked.view), self._say)

    @on(OperatorFormAsked)
    def _operator_form(self) -> None:
        from tui.screens.operator_form import OperatorFormScreen

        self.push_screen(OperatorFormScreen(self.workplace), self._say)

    @on(StaffFormAsked)
    def _staff_form(self, asked: StaffFormAsked) -> None:
        from tui.screens.staff_form import StaffFormScreen

        self.push_screen(StaffFormScreen(self.workplace, asked.staff), self._say)

    @on(ProgramFormAsked)
    def _program_form(self, asked: ProgramFormAsked) -> None:
        from tui.screens.program_form import ProgramFormScreen

        self.push_screen(ProgramFormScreen(self.workplace, asked.settings, asked.field), self._say)

    def _say(self, said: str | None) -> None:
        if said and isinstance(self.screen, OfficeScreen):
            self.screen.say(said, "bold")

    def _lock_idle(self) -> None:
        self.call_later(self.run_action, "lock")

    def at_lock(self) -> None:
        """Nobody needs to be watched for while the vault is locked."""
        self._idle.rest()

    @on(LeaveAsked)
    def _leave(self) -> None:
        if self._leaving:
            return
        self._leaving = True
        if not self.session.is_open or self.workplace.invocation.demo:
            self.exit()
        else:
            if isinstance(self.screen, OfficeScreen):
                self.screen.say("正在备份,请稍候...")
            self.run_worker(self._leave_with_backup())

    async def _leave_with_backup(self) -> None:
        trouble: StoreError | None = None
        try:
            trouble = await self._backups.at_exit()
        except LockedError:
            pass
        finally:
            self.exit(message=Text(_sentence(trouble)) if trouble else None)

    def on_unmount(self) -> None:
        self.session.end()
        from tui.demo import remove_demo

        remove_demo(self.workplace)


def _sentence(error: StoreError) -> str:
    return clean(f"{error.title}: {error.message}")
