using System;
using System.Globalization;
using System.Text;
using Quickstart;

Console.OutputEncoding = Encoding.UTF8;

// String interpolation formats by the current culture; this makes the output the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

bool agree = ThreeNetworks.Show();
agree &= ForecastReport.Show();
agree &= LearningReport.Show();
return agree ? 0 : 1;
