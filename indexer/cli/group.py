"""The group of commands, what their failures come to, and the options that several share."""

import errno
import io
import os
import sys
from typing import TextIO

import click
from click.shell_completion import get_completion_class

from indexer.errors import NotFoundError, OnrecordError, WindowError
from indexer.extract import profile_names
from indexer.settings import load_settings

_BEYOND = "Narrow the search, or take every statement: `onrecord export`."
"""What somebody at a terminal can do, who has no site before them."""


FAILED, TROUBLE = 1, 2
"""Exit statuses of a command that could not do its work: of one whose status 1 is an answer, it is the latter."""


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What a disk says that takes no more of the output; what a build writes has errors of its own."""


class AnsweringCommand(click.Command):
    """A command whose exit status 1 is an answer, which no failure may be taken for.

    That there is nothing of the name that was asked for is an answer too.
    """

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except NotFoundError:
            raise
        except OnrecordError as error:
            error.exit_status = TROUBLE
            raise


class OnrecordGroup(click.Group):
    """A group of commands whose failures are told, never traced."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called."""
        _write_all_or_fail()
        try:
            return self._told(ctx)
        except OSError as error:
            if error.errno in _NO_ROOM:
                click.echo(f"Error: What was found cannot be written: {error.strerror}.", err=True)
                click.echo("Make room, or write it elsewhere.", err=True)
            elif error.errno != errno.EPIPE:  # who read it has gone, and needs to be told nothing
                raise
        drop_output(sys.stdout, sys.stderr)
        called = self.commands.get(ctx.invoked_subcommand or "")
        raise click.exceptions.Exit(TROUBLE if isinstance(called, AnsweringCommand) else FAILED)

    def _told(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"Error: {error.message}", err=True)
            hint = _BEYOND if isinstance(error, WindowError) else error.hint
            if hint:
                click.echo(hint, err=True)
            ctx.exit(error.exit_status)


def drop_output(*streams: TextIO) -> None:
    """Let what is left in the buffers of streams go nowhere when Python ends, rather than failing once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())


def _write_all_or_fail() -> None:
    """Put a buffer before the standard output: without one (PYTHONUNBUFFERED), Python takes a part for the whole."""
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding=sys.stdout.encoding, errors=sys.stdout.errors, write_through=True
        )


@click.group(cls=OnrecordGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
@click.pass_context
def onrecord(ctx: click.Context) -> None:
    """Search what organisations have put on record: the exact paragraph, who said it, and where.

    \b
    Begin with:
      onrecord index seeds
      onrecord search '"non-refoulement"'
      onrecord serve
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    ctx.obj = load_settings()


index_option = click.option("--index", "folder", metavar="DIR", help="Folder of the index.  [default: index]")
profile_option = click.option(
    "--profile", type=click.Choice(profile_names()), help="Site whose pages these are.  [default: what fits each page]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@onrecord.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes `onrecord` in a shell.

    \b
    Example, for bash:
      onrecord completion bash > ~/.local/share/bash-completion/completions/onrecord
    """
    completion = get_completion_class(shell)
    if completion is not None:
        click.echo(completion(ctx.find_root().command, {}, "onrecord", "_ONRECORD_COMPLETE").source())
