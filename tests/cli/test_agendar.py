"""`carteira agendar`: what it prints starts exactly the run that was asked for."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.cli import timetable
from carteira_cli.cli.timetable import Days, When

Carteira = Callable[..., Any]

DAILY = When((6, 0), Days())
HOSTILE = (
    "plain.csv",
    "com espaço.csv",
    "100%.csv",
    "50%% de 1\\%.csv",
    "d'água.csv",
    'ela disse "não".csv',
    "$HOME.csv",
    "${HOME} $(id) `id`.csv",
    "a;b&c|d>e<f^g.csv",
    "ação*?[x]{y}~.csv",
    "#comentário !.csv",
    "fim\\",
    "\\\\servidor\\pasta com espaço\\",
    '\\"',
    "%n %i %% $$",
)
words = st.lists(
    st.text(
        st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1
    ),
    min_size=1,
    max_size=4,
)


def cron(line: str) -> str:
    """Take a command out of a crontab line as cron does: up to the first bare ``%``."""
    command, escaped, told = line.split(" ", 5)[5], False, []
    for each in command:
        if escaped:
            told.append(each if each == "%" else f"\\{each}")
            escaped = False
        elif each == "\\":
            escaped = True
        elif each == "%":
            break
        else:
            told.append(each)
    return "".join(told) + "\\" * escaped


def shell(command: str) -> list[str]:
    """Let the shell take a command apart; its first word is one that shows the others."""
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, timeout=20)
    return done.stdout.decode().split("\0")[:-1]


def systemd(line: str) -> Iterator[str]:
    """Take an ExecStart apart by systemd.service(5): quotes, escapes, ``%%`` and ``$$``."""
    for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line):
        word = re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
        assert not re.search(r"(?<!%)%(%%)*(?!%)", word), "a specifier"
        assert not re.search(r"(?<!\$)\$(\$\$)*(?!\$)", word), "a variable"
        yield word.replace("%%", "%").replace("$$", "$")


def cmd(line: str) -> str:
    """Undo what the shell of Windows does to a line: ``^`` outside of quotation marks."""
    quoted, escaped, told = False, False, []
    for each in line:
        if each == "^" and not quoted and not escaped:
            escaped = True
            continue
        assert quoted or escaped or each not in "&|<>", "obeyed by the shell"
        quoted ^= each == '"' and not escaped
        escaped = False
        told.append(each)
    return "".join(told)


def windows(line: str) -> list[str]:
    """Take a command line apart by the documented rules of CommandLineToArgvW."""
    found, word, quoted, begun = [], "", False, False
    for slashes, each in re.findall(r"(\\*)(.?)", line, re.DOTALL):
        if each == '"':
            word += "\\" * (len(slashes) // 2)
            begun = True
            if len(slashes) % 2:
                word += '"'
            else:
                quoted = not quoted
            continue
        word += slashes
        begun = begun or bool(slashes)
        if each in {" ", "\t", ""} and not quoted:
            found += [word] if begun else []
            word, begun = "", False
        else:
            word += each
            begun = True
    return found


def test_cron_and_the_shell_pass_every_name_on_as_it_is() -> None:
    line = timetable.crontab(DAILY, ("printf", "%s\\0", *HOSTILE))

    assert line.startswith("0 6 * * * printf ")
    assert tuple(shell(cron(line))) == HOSTILE


@given(words)
def test_any_words_survive_cron(said: list[str]) -> None:
    assert shlex.split(cron(timetable.crontab(DAILY, said))) == said


@given(words)
def test_any_words_survive_systemd(said: list[str]) -> None:
    unit = timetable.service(["/bin/x", *said], Path("/x"))
    (line,) = re.findall("^ExecStart=(.*)$", unit, re.MULTILINE)

    assert [*systemd(line)] == ["/bin/x", *said]


@given(words)
def test_any_words_survive_windows(said: list[str]) -> None:
    line = timetable.schtasks(DAILY, said)
    outer = windows(cmd(line))

    assert outer[:8] == ["schtasks", "/Create", "/TN", "Carteira", "/SC", "DAILY", "/ST", "06:00"]
    assert outer[8] == "/TR"
    assert windows(outer[9]) == said
    assert len(outer) == 10


@given(words)
def test_any_words_survive_a_file_of_commands(said: list[str]) -> None:
    *_, line = timetable.script(said, Path("C:\\")).splitlines()

    assert not re.search("(?<!%)%(%%)*(?!%)", line)
    assert windows(cmd(line.replace("%%", "%"))) == said


@pytest.mark.parametrize(
    ("time", "day", "cron_time", "calendar", "task"),
    [
        ("06:00", "todos", "0 6 * * *", "*-*-* 06:00:00", "/SC DAILY /ST 06:00"),
        ("7:05", "segunda", "5 7 * * 1", "Mon *-*-* 07:05:00", "/SC WEEKLY /D MON /ST 07:05"),
        (
            "23h59",
            "Terça-feira",
            "59 23 * * 2",
            "Tue *-*-* 23:59:00",
            "/SC WEEKLY /D TUE /ST 23:59",
        ),
        ("00:00", "sunday", "0 0 * * 0", "Sun *-*-* 00:00:00", "/SC WEEKLY /D SUN /ST 00:00"),
        ("06:30", "sábado", "30 6 * * 6", "Sat *-*-* 06:30:00", "/SC WEEKLY /D SAT /ST 06:30"),
        ("06:30", "5", "30 6 5 * *", "*-*-05 06:30:00", "/SC MONTHLY /D 5 /ST 06:30"),
    ],
)
def test_times_and_days(time: str, day: str, cron_time: str, calendar: str, task: str) -> None:
    when = When(timetable.clock("--hora", time), timetable.days("--dia", day))

    assert timetable.crontab(when, ["x"]) == f"{cron_time} x"
    assert timetable.calendar(when) == calendar
    assert task in timetable.schtasks(when, ["x"])


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    odd = tmp_path / "pasta 100% d'água $HOME"
    odd.mkdir()
    program = shutil.copy("/bin/true", odd / "carteira cli")
    unit = timetable.service([str(program), "analisar", *HOSTILE], odd)
    (tmp_path / "carteira.service").write_text(unit, encoding="utf-8")
    (tmp_path / "carteira.timer").write_text(timetable.timer(DAILY), encoding="utf-8")

    units = [str(tmp_path / f"carteira.{kind}") for kind in ("service", "timer")]
    for command in (["verify", "--man=no", *units], ["calendar", timetable.calendar(DAILY)]):
        done = subprocess.run(
            ["systemd-analyze", *command], capture_output=True, check=False, timeout=60, text=True
        )
        assert (done.returncode, re.findall(".*carteira.*", done.stderr)) == (0, [])


def printed(outcome: Any) -> list[str]:
    (line,) = re.findall(r"^0 6 \* \* \* .*$", outcome.out, re.MULTILINE)
    command = cron(line)
    show = command.replace(f"{sys.executable} -m carteira_cli", "printf '%s\\0'", 1)
    assert show != command
    return shell(show)


def test_the_run_is_told_with_whole_names_and_its_own_options(
    carteira: Carteira, sales: Path
) -> None:
    here = sales.parent
    said = "a.csv b.csv -o s.xlsx --customers c.csv --alert receita_em_risco>10% --por uf --por x"

    outcome = carteira("agendar", *said.split(), "--data-base", "hoje", "--lang", "pt")

    assert outcome.code == 0
    assert printed(outcome) == [
        *("analisar", f"{here}/a.csv", f"{here}/b.csv"),
        *("--clientes", f"{here}/c.csv"),
        *("--data-base", "hoje"),
        *("--saida", f"{here}/s.xlsx"),
        *("--por", "uf", "--por", "x"),
        *("--alerta", "receita_em_risco>10%"),
        *("--log", f"{here}/a-carteira.log"),
        *("--silencioso", "--idioma", "pt"),
    ]
    assert {path.name for path in here.iterdir()} == {"vendas.csv"}


def test_the_run_speaks_the_language_of_who_schedules_it(carteira: Carteira, sales: Path) -> None:
    assert printed(carteira("--lang", "en", "schedule", sales))[-2:] == ["--idioma", "en"]
    assert printed(carteira("agendar", sales, "--idioma", "en"))[-2:] == ["--idioma", "en"]
    assert "--idioma" not in printed(carteira("agendar", sales))


def test_what_is_printed_runs(carteira: Carteira, sales: Path) -> None:
    odd = sales.rename(sales.with_name("vendas d'água 100%.csv"))
    outcome = carteira("agendar", odd.name, "--formato", "json", "--alerta", "clientes>1")
    (line,) = re.findall(r"^0 6 \* \* \* .*$", outcome.out, re.MULTILINE)

    done = subprocess.run(
        ["sh", "-c", cron(line)], cwd="/", capture_output=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout) == (10, b"")
    assert done.stderr.decode() == "O alerta clientes>1 disparou (Clientes: 2).\n"
    names = {path.name for path in sales.parent.iterdir()}
    assert names == {
        odd.name,
        "vendas d'água 100%-carteira.json",
        "vendas d'água 100%-carteira.log",
    }


def test_the_program_is_named_as_it_was_called(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = sales.with_name("carteira")
    program.touch(0o755)
    monkeypatch.setattr(sys, "argv", ["carteira"])
    monkeypatch.setenv("PATH", str(sales.parent))

    assert f"* {program} analisar " in carteira("agendar", "a.csv").out


def test_a_task_too_long_for_windows_goes_into_a_file(carteira: Carteira, sales: Path) -> None:
    short = carteira("agendar", "a.csv", "--log", "/l").out
    long = carteira("agendar", "a.csv", "--log", f"/{'l' * 300}").out

    assert "carteira.cmd" not in short
    assert f"grave antes em {sales.with_name('carteira.cmd')}" in long
    assert f"/TR {sales.with_name('carteira.cmd')}" in long


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "falta o argumento ARQUIVO..."),
        ("-", "quem roda sozinho não lê da entrada padrão"),
        ("a.csv --clientes -", "quem roda sozinho não lê da entrada padrão"),
        ("a\nb.csv", "um nome com quebra de linha não cabe"),
        ("a.csv --hora 25:00", "25:00 não é uma hora do dia"),
        ("a.csv --dia segnda", "segnda não é um dia; você quis dizer segunda?"),
        ("a.csv --dia 31", "31 não é um dia; diga todos"),
        ("a.csv --saidaa x", "não existe a opção --saidaa; você quis dizer --saida?"),
        ("a.csv --alerta perdido>0", "perdido não é um número do resumo"),
    ],
)
def test_what_cannot_be_scheduled_is_told_now_and_not_at_six_in_the_morning(
    carteira: Carteira, line: str, sentence: str
) -> None:
    outcome = carteira("agendar", *line.split(" ")) if line else carteira("agendar")

    assert (outcome.code, outcome.out) == (2, "")
    assert sentence in outcome.err.splitlines()[0]
