"""The same work by pandas and scikit-learn: a CSV of a market chart in, a model and its test metrics out, as JSON.

usage: sklearn_pipeline.py CSV DAYS|max   (Debian: python3-sklearn python3-pandas)
"""
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import MinMaxScaler

L2 = 1


def cleaned_days(path):
    chart = pd.read_csv(path).rename(columns={'snapped_at': 'date'})
    # A price counts for its date only within an hour of its start.
    chart = chart[chart.date.str[11:13].isin(['', '00'])]
    chart['date'] = pd.to_datetime(chart.date.str[:10])
    chart = chart.drop_duplicates('date').set_index('date').sort_index().asfreq('D')
    chart['market_cap'] = chart.market_cap.replace(0, np.nan)
    filled = chart.price.isna()
    return chart.ffill(), filled


def classic_features(days):
    rows = days[['price', 'market_cap', 'total_volume']].copy()
    for lag in (1, 3, 7):
        rows[f'price_lag_{lag}'] = rows.price.shift(lag)
    for window in (7, 30):
        rows[f'price_sma_{window}'] = rows.price.rolling(window).mean()
    rows['price_volatility_14'] = rows.price.rolling(14).std()
    rows['day_of_week'], rows['month'], rows['year'] = days.index.dayofweek, days.index.month, days.index.year
    return rows


days, filled = cleaned_days(sys.argv[1])
rows = classic_features(days)
targets = (rows.price.shift(-1) > rows.price).astype(int)
usable = rows.notna().all(axis=1) & ~filled & ~filled.shift(-1, fill_value=True)
# The newest days, whose features look back as far as they need to.
usable &= np.arange(len(rows)) >= (0 if sys.argv[2] == 'max' else len(rows) - int(sys.argv[2]))
rows, targets = rows[usable].to_numpy(), targets[usable].to_numpy()
cut = int(len(rows) * 0.8)
scaler = MinMaxScaler().fit(rows[:cut])
train, test = scaler.transform(rows[:cut]), scaler.transform(rows[cut:])

start = time.perf_counter()
model = LogisticRegression(C=1 / L2, tol=1e-10, max_iter=10_000).fit(train, targets[:cut])
milliseconds = (time.perf_counter() - start) * 1000

logits = train @ model.coef_[0] + model.intercept_[0]
losses = np.logaddexp(0, logits) - targets[:cut] * logits
print(json.dumps({
    'version': sklearn.__version__,
    'rows': {'train': cut, 'test': len(rows) - cut},
    'objective': float(losses.sum() + L2 / 2 * (model.coef_[0] ** 2).sum()),
    'weights': model.coef_[0].tolist(),
    'intercept': float(model.intercept_[0]),
    'log_loss': float(log_loss(targets[cut:], model.predict_proba(test)[:, 1])),
    'fit_milliseconds': milliseconds,
    'mebibytes': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
