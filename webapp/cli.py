"""The `onrecord` command: the library's commands, and `serve`."""

from dataclasses import replace

import click

from indexer.cli import index_option, onrecord
from indexer.engines import AUTO
from indexer.errors import ArchiveError
from indexer.settings import Settings
from webapp import create_app
from webapp.holder import ArchiveHolder
from webapp.logs import configure
from webapp.server import listen, stop_when_asked


@onrecord.command("serve")
@index_option
@click.option("--host", metavar="HOST", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", help="Port; 0: any.  [default: 8000]")
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Requests answered at once.  [default: 4]")
@click.pass_obj
def serve_command(
    settings: Settings, *, folder: str | None, host: str | None, port: int | None, threads: int | None
) -> None:
    """Serve the search pages, the API and the widget until Ctrl-C.

    A new index is noticed by itself; there is no need to start again.

    \b
    Example:
      onrecord serve --port 8080
    """
    configure(settings.log_format)
    settings = replace(
        settings,
        index=folder or settings.index,
        engine=AUTO if folder else settings.engine,
        host=host or settings.host,
        port=settings.port if port is None else port,
        threads=threads or settings.threads,
    )
    app = create_app(settings)
    stop_when_asked()
    server = listen(app, settings)
    _warn_without_archive(app.extensions[ArchiveHolder.NAME])
    click.echo(f"{settings.site_name} answers at {' and '.join(server.addresses)} until Ctrl-C.", err=True)
    server.run()


def _warn_without_archive(holder: ArchiveHolder) -> None:
    try:
        holder.archive()
    except ArchiveError as error:
        click.echo(f"Warning: {error.message}", err=True)
        click.echo(f"{error.hint or ''} The site finds it without being started again.".strip(), err=True)


def main() -> None:
    """Run the command line."""
    onrecord(prog_name="onrecord")
