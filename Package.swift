// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6 language mode and no warnings.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A Swift target and the test target beside it; `testFiles` are read by the tests, not built.
func module(
  _ name: String, _ dependencies: [Target.Dependency], testedWith tools: [Target.Dependency] = [],
  resources: [Resource]? = nil, testFiles: [String] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict),
    .testTarget(
      name: name + "Tests",
      dependencies: [.target(name: name)] + tools
        + [.product(name: "CustomDump", package: "swift-custom-dump")],
      exclude: testFiles, swiftSettings: strict),
  ]
}

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let bigIntegers = Target.Dependency.product(name: "BigInt", package: "BigInt")
let collections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "gradwalk",
  products: [
    .executable(name: "gradwalk", targets: ["gradwalk"]),
    .library(name: "Engine", targets: ["Engine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CGraphviz", providers: [.apt(["libgraphviz-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
  ]
    + module("Engine", ["CBLAS", numerics], testFiles: ["Reference"])
    + module(
      "Script", ["Engine", collections, numerics, bigIntegers],
      testFiles: ["Text/Reference", "TensorFlow/Reference"])
    + module("Graphviz", ["CGraphviz"])
    + module(
      "GraphView", ["Engine", "Graphviz"], testedWith: ["Script", "Graphviz", "Export"],
      testFiles: ["Layout/Graphs"])
    + module("Export", ["GraphView", "Graphviz", "Engine"], testedWith: ["Script"])
    + module("TUI", ["GraphView", "Engine"], testedWith: ["Script"])
    + module("Terminal", ["TUI", "CNcurses"])
    + module("Scenarios", ["Script", "GraphView", "Export", "TUI", yaml])
    + [
      .executableTarget(
        name: "gradwalk",
        dependencies: [
          "Engine", "Script", "GraphView", "Export", "TUI", "Terminal", "Scenarios", arguments,
        ],
        swiftSettings: strict),
      .testTarget(name: "CommandTests", dependencies: ["gradwalk"], swiftSettings: strict),
      .executableTarget(
        name: "fuzz", dependencies: ["Script", "Engine", "GraphView", "TUI"], path: "Tests/Fuzz",
        swiftSettings: strict),
      .target(
        name: "Limits", path: "Benchmarks/Limits", publicHeadersPath: "include",
        cSettings: [.enableWarning("all"), .treatAllWarnings(as: .error)]),
      .executableTarget(
        name: "bench", dependencies: ["Engine", "Script", "GraphView", "TUI", "Limits"],
        path: "Benchmarks/bench",
        swiftSettings: strict),
    ],
  swiftLanguageModes: [.v6]
)
