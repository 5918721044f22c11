"""The readers that were trained without a fold of weeks, to read the questions of that fold."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bench.questions import Asked
from bot.errors import InputError
from bot.reading_model import Reader, open_reading_model


class Readers:
    """reader-KofN.onnx of a folder of ``bench.train_reader``; without one, the one given.

    Raises InputError when the folder holds none, or of more than one division into folds.
    """

    def __init__(self, folder: Path | None, shipped: Reader) -> None:
        self._shipped = shipped
        self._folds = 0
        self._models: dict[int, Reader] = {}
        if folder is None:
            return
        files = {
            (int(fold), int(of)): file
            for file in folder.glob("reader-*of*.onnx")
            for fold, of in re.findall(r"(\d+)of(\d+)", file.stem)
        }
        divisions = {of for _, of in files}
        if len(divisions) != 1:
            raise InputError(f"{folder} must hold readers of one division of the weeks into folds.")
        self._folds = divisions.pop()
        threads = os.cpu_count() or 1
        self._models = {k: open_reading_model(f, threads) for (k, _), f in files.items()}

    def of(self, asked: Asked) -> Reader | None:
        """The reader that has not seen the week of ``asked``; None where that was not trained."""
        return self.of_unit(asked.unit)

    def of_unit(self, unit: int) -> Reader | None:
        """The reader that has not seen that week, story or article; None where none was trained."""
        if not self._folds:
            return self._shipped
        return self._models.get(unit % self._folds)
