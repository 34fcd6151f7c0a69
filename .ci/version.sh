# The version of the packages, which the projects in this folder take from the environment. To be sourced.
LstmGenVersion=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$(dirname "${BASH_SOURCE[0]}")/../Directory.Build.props")
export LstmGenVersion
