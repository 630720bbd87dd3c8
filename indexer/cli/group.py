"""The group of commands, and the options that several share."""

import os

import click
from click.shell_completion import get_completion_class

from indexer.errors import OnrecordError, WindowError
from indexer.extract import profile_names
from indexer.settings import load_settings

_BEYOND = "Narrow the search, or take every statement: `onrecord export`."
"""What somebody at a terminal can do, who has no site before them."""


class OnrecordGroup(click.Group):
    """A group of commands whose failures are told, never traced."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"Error: {error.message}", err=True)
            hint = _BEYOND if isinstance(error, WindowError) else error.hint
            if hint:
                click.echo(hint, err=True)
            ctx.exit(error.exit_status)


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
