"""The portfolio: which functions, in what order, under which limits, and how sure are we (issue 8).

Everything is pure and takes a plan, its assumptions, the libraries, and ``PortfolioSettings``
(``io.portfolio_settings.load_portfolio_settings()``). Long work takes a
``changes.Watch(progress, cancelled)``.
What to call from a window or a workbook:

- options of a function: ``options.default_specs`` (+ ``options.quote``, ``options.at_starts``) →
  ``options.cost_options``
  → ``Options.lines(row)`` for the table; ``options.cells_of_choice`` → one ``SetCells`` per ``CellChange`` in a
  ``Several``, one undo step.
- choice: ``choose.risk_charges``, ``choose.choose(options, limits.Limits(…), risk, solve)``; with Cancel give
  ``io.solving.solve_in_child(cancelled)`` as ``solve``. Infeasible: ``explain_limits.explain`` and ``in_words``.
  Frontier for a chart: ``frontier.by_budget``, ``frontier.by_risk``.
- waves: ``waves.assign_waves`` → ``waves.cells_of_waves``; ``waves.road_map`` gives the bars; a dragged bar is
  ``cells_of_waves(plan, {row: month})``, then ``waves.check_waves``.
- scenarios: ``scenarios.Scenario`` (``as_json``, ``from_json`` for a section of the document), ``scenarios.compare``.
- ``tornado.tornado``; ``monte_carlo.simulate`` with the bands, percentiles and contributions of its result.
- ``concentration.concentrations``, ``concentration.sensitive_exposure``; ``what_if.site_lost``.
- many portfolios: ``io.batch.cost_folder``; one large plan in parts: ``partitions.evaluate_in_parts``.
"""
